import fc from "fast-check"

/** What text is drawn of: characters of one kind, and how many of them. */
interface TextBounds {
  readonly unit: "grapheme" | "grapheme-composite" | fc.Arbitrary<string>
  readonly minLength: number
  readonly maxLength: number
}

/** Text that is mostly short, and at times as long as it may be: fast-check draws nothing long unless it is told to. */
export const textOf = (bounds: TextBounds): fc.Arbitrary<string> =>
  fc.oneof({ weight: 4, arbitrary: fc.string(bounds) }, { weight: 1, arbitrary: fc.string({ ...bounds, size: "max" }) })
