import fc from "fast-check"

/** Text of any code points at all, lone surrogates and control characters among them. */
export const anyText: fc.Arbitrary<string> = fc
  .array(fc.oneof(fc.nat(0x7f), fc.nat(0x10ffff)), { maxLength: 30 })
  .map((codePoints) => String.fromCodePoint(...codePoints))
