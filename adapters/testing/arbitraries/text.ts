import fc from "fast-check"

/** The characters and length of a generated text. */
interface TextBounds {
  readonly unit: "grapheme" | "grapheme-composite" | fc.Arbitrary<string>
  readonly minLength: number
  readonly maxLength: number
}

/**
 * Generates mostly short texts, and sometimes texts of the maximum length. fast-check generates long texts only on
 * request.
 */
export const textOf = (bounds: TextBounds): fc.Arbitrary<string> =>
  fc.oneof({ weight: 4, arbitrary: fc.string(bounds) }, { weight: 1, arbitrary: fc.string({ ...bounds, size: "max" }) })
