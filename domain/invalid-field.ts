import { Data } from "effect"

/** The rule that a value breaks. Adapters turn it into a message. */
export type BrokenRule =
  | { readonly kind: "required" }
  | { readonly kind: "blank" }
  | { readonly kind: "malformed" }
  /** Well formed, but not allowed in this shop. */
  | { readonly kind: "not-allowed" }
  | { readonly kind: "too-short"; readonly min: number }
  | { readonly kind: "too-long"; readonly max: number }
  | { readonly kind: "too-small"; readonly min: number }
  | { readonly kind: "too-large"; readonly max: number }
  | { readonly kind: "too-many-decimals"; readonly max: number }
  | { readonly kind: "not-a-whole-number" }
  /** A password that is among the most common ones. */
  | { readonly kind: "too-common" }
  /** A password that equals another field of the account. */
  | { readonly kind: "same-as"; readonly field: string }
  /** Rejected by a rule of the host. `reason` is one sentence for the person who typed the value. */
  | { readonly kind: "rejected"; readonly reason: string }

/**
 * A value that breaks a rule of the domain. `field` is the domain's name of the field.
 *
 * @example
 * const free = money(-1)
 * if (Result.isFailure(free)) console.log(free.failure.field, free.failure.rule.kind) // price too-small
 */
export class InvalidField extends Data.TaggedError("InvalidField")<{
  readonly field: string
  readonly rule: BrokenRule
}> {}
