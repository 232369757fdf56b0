import fc from "fast-check"

/** Text of any code points, including lone surrogates and control characters. */
export const anyText: fc.Arbitrary<string> = fc
  .array(fc.oneof(fc.nat(0x7f), fc.nat(0x10ffff)), { maxLength: 30 })
  .map((codePoints) => String.fromCodePoint(...codePoints))
