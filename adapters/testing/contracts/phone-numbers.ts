import fc from "fast-check"
import { describe, expect } from "vitest"
import type { PhoneNumbers } from "../../../application/ports/phone-numbers.ts"
import { anyPhoneNumber } from "../arbitraries/identifiers.ts"
import { contractTestsOf } from "./contract-test.ts"

const E164 = /^\+[1-9][0-9]{6,14}$/

/** What anybody may send in place of a number: any text, pieces of numbers, halves of characters. */
const anyInput = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.string({ unit: fc.constantFrom(..."+0149() -./;,x\0", "\ud800", "\udfff"), maxLength: 30 }),
  anyPhoneNumber,
)

/**
 * Registers, in vitest, the contract of the world's numbering plans.
 *
 * @example
 * describePhoneNumbers("mine", () => myPhones)
 */
export const describePhoneNumbers = (name: string, make: () => PhoneNumbers): void => {
  describe(`phone numbers: ${name}`, () => {
    const it = contractTestsOf("phone numbers")

    it("knows numbers of several countries", () => {
      const { toE164 } = make()
      fc.assert(fc.property(anyPhoneNumber, (number) => toE164(number) === number))
    })

    it("reads one number alike, however it is written: with spaces, dashes and brackets", {
      law: "one key, one owner",
    }, () => {
      const { toE164 } = make()
      const written = ["+4915123456789", "+49 1512 3456789", "+49-1512-3456789", "+49 (1512) 34 56-789"]
      // Direction marks, as address books copy them.
      written.push("\u202a+4915123456789\u202c", "\u200e+49 1512\u00a03456789\u2069")
      expect(written.map(toE164)).toEqual(written.map(() => "+4915123456789"))
      expect(toE164("+1 (212) 555-0123")).toBe("+12125550123")
    })

    it("answers anything that a stranger sends in E.164 or with null, and never throws", () => {
      const { toE164 } = make()
      fc.assert(
        fc.property(anyInput, (text) => {
          const read = toE164(text)
          if (read !== null) expect(read).toMatch(E164)
        }),
      )
      for (const text of ["+".repeat(100_000), `+${"1".repeat(100_000)}`]) expect(toE164(text)).toBeNull()
    })

    it("changes nothing in what it answered itself", { law: "one key, one owner" }, () => {
      const { toE164 } = make()
      fc.assert(
        fc.property(anyInput, (text) => {
          const read = toE164(text)
          if (read !== null) expect(toE164(read)).toBe(read)
        }),
      )
    })

    it("knows no number in nothing, in words, in too many digits, or in a plan that nobody has", () => {
      const { toE164 } = make()
      for (const text of ["", " ", "+", "+49", "call me", "💡", "+49 1512 345678901234567", "+999 1512 3456789"])
        expect(toE164(text), JSON.stringify(text)).toBeNull()
    })

    it("knows no number without its country", () => {
      const { toE164 } = make()
      for (const text of ["1512 3456789", "01512 3456789", "(212) 555-0123"]) expect(toE164(text)).toBeNull()
    })

    it("knows no number with NUL or half a character about it", () => {
      const { toE164 } = make()
      for (const stray of ["\0", "\ud800", "\udfff"])
        for (const text of [`${stray}+4915123456789`, `+49${stray}15123456789`, `+4915123456789${stray}`])
          expect(toE164(text), JSON.stringify(text)).toBeNull()
    })
  })
}
