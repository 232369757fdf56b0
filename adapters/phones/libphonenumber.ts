// The full tables: the smaller ones only count digits and accept numbers that no exchange assigns.
import { parsePhoneNumberFromString } from "libphonenumber-js/max"
import type { PhoneNumbers } from "../../application/ports/phone-numbers.ts"

/** The maximum length of a written number, in UTF-16 code units, formatting included. */
const MAX_LENGTH = 250

/** Reads phone numbers by the tables of Google's libphonenumber. */
export const numberingPlans: PhoneNumbers = {
  toE164: (typed) => {
    if (typed.length > MAX_LENGTH) return null
    // Address books add direction marks and other characters without a visible form.
    const text = typed.replace(/\p{Cf}/gu, "")
    // Without `extract: false` the parser finds numbers inside other text.
    const found = parsePhoneNumberFromString(text, { extract: false })
    // E.164 has no extensions, so a number with an extension is rejected.
    return found?.isValid() && found.ext === undefined ? found.number : null
  },
}
