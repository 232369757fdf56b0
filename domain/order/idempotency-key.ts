import { Brand, Result } from "effect"
import { InvalidField } from "../invalid-field.ts"

/** Identifies one request to place an order, so that it can be repeated without placing a second order. */
export type IdempotencyKey = string & Brand.Brand<"IdempotencyKey">
const brand = Brand.nominal<IdempotencyKey>()

const MAX_LENGTH = 255

/**
 * Validates a key: 1 to 255 visible ASCII characters.
 *
 * @example
 * const key = Result.getOrThrow(idempotencyKey("checkout-7f3a"))
 * await shop.placeOrder(buyer, { lines, idempotencyKey: key })
 * await shop.placeOrder(buyer, { lines, idempotencyKey: key }) // the same order again
 */
export const idempotencyKey = (text: string): Result.Result<IdempotencyKey, InvalidField> => {
  const refuse = (rule: InvalidField["rule"]) => Result.fail(new InvalidField({ field: "idempotencyKey", rule }))
  if (text.length === 0) return refuse({ kind: "blank" })
  if (text.length > MAX_LENGTH) return refuse({ kind: "too-long", max: MAX_LENGTH })
  return /^[\x21-\x7e]+$/.test(text) ? Result.succeed(brand(text)) : refuse({ kind: "malformed" })
}
