import type { IdempotencyKey } from "./idempotency-key.ts"
import type { OrderRequest } from "./place-order.ts"

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
export const claimOf = (
  key: IdempotencyKey,
  { lines, delivery }: Pick<OrderRequest, "lines" | "delivery">,
): IdempotencyClaim => ({
  key,
  fingerprint: JSON.stringify([
    lines.map(({ product, variant, quantity }) => [product, variant, quantity]),
    delivery === null ? null : [delivery.address, delivery.phone],
  ]),
})
