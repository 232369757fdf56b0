// The full tables: the smaller ones only count digits, and take numbers for real that no exchange gives out.
import { parsePhoneNumberFromString } from "libphonenumber-js/max"
import type { PhoneNumbers } from "../../application/ports/phone-numbers.ts"

/** The world's numbering plans as Google's libphonenumber knows them. */
export const numberingPlans: PhoneNumbers = {
  toE164: (text) => {
    // The number and nothing else: without this, a number is found in the middle of any text.
    const found = parsePhoneNumberFromString(text, { extract: false })
    // An extension is lost in E.164, and with it who is meant.
    return found?.isValid() && found.ext === undefined ? found.number : null
  },
}
