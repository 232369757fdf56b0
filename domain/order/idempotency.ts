import type { Metadata } from "../metadata.ts"
import type { IdempotencyKey } from "./idempotency-key.ts"
import type { OrderRequest } from "./place-order.ts"

/** An idempotency key with the fingerprint of its request. It belongs to the order's account. */
export interface IdempotencyClaim {
  readonly key: IdempotencyKey
  /** Equal for equal requests. The text may be long, so a store may keep a digest of it. */
  readonly fingerprint: string
}

/**
 * Returns the claim of a key on a request. Two requests are equal if they order the same quantities of the same items
 * in the same order, for the same delivery, with the same metadata of the order and of its lines. Prices and times do
 * not matter.
 */
export const claimOf = (
  key: IdempotencyKey,
  { lines, delivery, metadata = null }: Pick<OrderRequest, "lines" | "delivery" | "metadata">,
): IdempotencyClaim => ({
  key,
  fingerprint: JSON.stringify([
    lines.map(({ product, variant, quantity, metadata = null }) => [product, variant, quantity, ...listed(metadata)]),
    delivery === null ? null : [delivery.address, delivery.phone],
    ...listed(metadata),
  ]),
})

/** Orders without metadata keep the fingerprints of earlier versions. */
const listed = (metadata: Metadata | null): ReadonlyArray<Metadata> => (metadata === null ? [] : [metadata])
