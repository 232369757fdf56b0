import fc from "fast-check"
import { describe, expect } from "vitest"
import type { PhoneNumbers } from "../../../application/ports/phone-numbers.ts"
import { anyPhoneNumber } from "../arbitraries/identifiers.ts"
import { contractTestsOf } from "./contract-test.ts"

const E164 = /^\+[1-9][0-9]{6,14}$/

/** What a client may send as a number: any text, parts of numbers, lone surrogates. */
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

    it("recognizes numbers of several countries", () => {
      const { toE164 } = make()
      fc.assert(fc.property(anyPhoneNumber, (number) => toE164(number) === number))
    })

    it("reads a number the same way with spaces, dashes and brackets", {
      law: "one key, one owner",
    }, () => {
      const { toE164 } = make()
      const written = ["+4915123456789", "+49 1512 3456789", "+49-1512-3456789", "+49 (1512) 34 56-789"]
      // Direction marks, which address books add when a number is copied.
      written.push("\u202a+4915123456789\u202c", "\u200e+49 1512\u00a03456789\u2069")
      expect(written.map(toE164)).toEqual(written.map(() => "+4915123456789"))
      expect(toE164("+1 (212) 555-0123")).toBe("+12125550123")
    })

    it("returns E.164 or null for any text, and never throws", () => {
      const { toE164 } = make()
      fc.assert(
        fc.property(anyInput, (text) => {
          const read = toE164(text)
          if (read !== null) expect(read).toMatch(E164)
        }),
      )
      for (const text of ["+".repeat(100_000), `+${"1".repeat(100_000)}`]) expect(toE164(text)).toBeNull()
    })

    it("returns its own results unchanged", { law: "one key, one owner" }, () => {
      const { toE164 } = make()
      fc.assert(
        fc.property(anyInput, (text) => {
          const read = toE164(text)
          if (read !== null) expect(toE164(read)).toBe(read)
        }),
      )
    })

    it("rejects empty text, words, too many digits and unassigned plans", () => {
      const { toE164 } = make()
      for (const text of ["", " ", "+", "+49", "call me", "💡", "+49 1512 345678901234567", "+999 1512 3456789"])
        expect(toE164(text), JSON.stringify(text)).toBeNull()
    })

    it("rejects a number without its country code", () => {
      const { toE164 } = make()
      for (const text of ["1512 3456789", "01512 3456789", "(212) 555-0123"]) expect(toE164(text)).toBeNull()
    })

    it("rejects a number with NUL or a lone surrogate", () => {
      const { toE164 } = make()
      for (const stray of ["\0", "\ud800", "\udfff"])
        for (const text of [`${stray}+4915123456789`, `+49${stray}15123456789`, `+4915123456789${stray}`])
          expect(toE164(text), JSON.stringify(text)).toBeNull()
    })
  })
}
