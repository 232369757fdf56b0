import { Data } from "effect"

/** Which rule a value broke. Facts only: an adapter finds the words. */
export type BrokenRule =
  | { readonly kind: "required" }
  | { readonly kind: "blank" }
  | { readonly kind: "malformed" }
  /** Well formed, and not among those that this shop takes. */
  | { readonly kind: "not-allowed" }
  | { readonly kind: "too-short"; readonly min: number }
  | { readonly kind: "too-long"; readonly max: number }
  | { readonly kind: "too-small"; readonly min: number }
  | { readonly kind: "too-large"; readonly max: number }
  | { readonly kind: "too-many-decimals"; readonly max: number }
  | { readonly kind: "not-a-whole-number" }

/**
 * One value that a rule of the domain refuses: `field` names it as the domain does.
 *
 * @example
 * const free = money(-1)
 * if (Result.isFailure(free)) console.log(free.failure.field, free.failure.rule.kind) // price too-small
 */
export class InvalidField extends Data.TaggedError("InvalidField")<{
  readonly field: string
  readonly rule: BrokenRule
}> {}
