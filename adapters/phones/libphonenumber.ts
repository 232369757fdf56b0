// The full metadata is required. The smaller sets only check lengths and accept numbers that no operator assigns.
import { parsePhoneNumberFromString } from "libphonenumber-js/max"
import type { PhoneNumbers } from "../../application/ports/phone-numbers.ts"

/** Parses numbers with the metadata of Google's libphonenumber. */
export const numberingPlans: PhoneNumbers = {
  toE164: (text) => {
    // The text must be a number and nothing else. Otherwise a number would be found inside any text.
    const found = parsePhoneNumberFromString(text, { extract: false })
    // E.164 has no extension, so the number would no longer identify the same person.
    return found?.isValid() && found.ext === undefined ? found.number : null
  },
}
