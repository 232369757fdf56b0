import { Brand, Result } from "effect"
import { InvalidField } from "../invalid-field.ts"
import type { Delivery, NewOrderLine } from "./order.ts"

/** What a buyer calls one wish, so that it can be sent again without becoming a second order. */
export type IdempotencyKey = string & Brand.Brand<"IdempotencyKey">
const brand = Brand.nominal<IdempotencyKey>()

const MAX_LENGTH = 255

/** Takes 1 to 255 visible ASCII characters. */
export const idempotencyKey = (text: string): Result.Result<IdempotencyKey, InvalidField> => {
  const refuse = (rule: InvalidField["rule"]) => Result.fail(new InvalidField({ field: "idempotencyKey", rule }))
  if (text.length === 0) return refuse({ kind: "blank" })
  if (text.length > MAX_LENGTH) return refuse({ kind: "too-long", max: MAX_LENGTH })
  return /^[\x21-\x7e]+$/.test(text) ? Result.succeed(brand(text)) : refuse({ kind: "malformed" })
}

/** What is asked for under a key. */
export interface Wish {
  readonly lines: ReadonlyArray<Pick<NewOrderLine, "product" | "variant" | "quantity">>
  readonly delivery: Delivery | null
}

/** A key with what was asked for under it. The account it belongs to is the order's. */
export interface IdempotencyClaim {
  readonly key: IdempotencyKey
  /** Equal where the wishes are the same: text of any length, of which a store may keep a digest. */
  readonly fingerprint: string
}

/**
 * Names a wish by its key. Two wishes are the same where they ask for the same quantities of the same things in the
 * same order, sent to the same place; what the shop would answer, prices and times included, has no part in it.
 */
export const claimOf = (key: IdempotencyKey, { lines, delivery }: Wish): IdempotencyClaim => ({
  key,
  fingerprint: JSON.stringify([
    lines.map(({ product, variant, quantity }) => [product, variant, quantity]),
    delivery === null ? null : [delivery.address, delivery.phone],
  ]),
})
