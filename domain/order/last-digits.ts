/** The number of digits that two ways to write one phone number share: country and trunk prefixes come before them. */
export const LAST_DIGITS = 8

/** Returns the last digits of a phone number: `01174960123` and `+44 117 496 0123` have the same. */
export const lastDigits = (phone: string): string => phone.replaceAll(/[^0-9]/g, "").slice(-LAST_DIGITS)

/** What a person may type to find a phone number: at least one digit, and the signs with which numbers are written. */
export const typedPhone = /^[+0-9 ()./-]*[0-9][+0-9 ()./-]*$/

/** The longest phone number that a person may type, in characters. */
export const TYPED_PHONE_MAX_LENGTH = 40
