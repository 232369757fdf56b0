import { isSameMetadata } from "../metadata.ts"
import type { MetadataOf } from "../metadata-types.ts"
import type { Order } from "./order.ts"

/** The decision to replace the metadata of an order. */
export interface MetadataChange {
  /** The order afterwards. */
  readonly order: Order
  /** The metadata that the decision replaces. */
  readonly from: MetadataOf<"order"> | null
}

/**
 * Decides to replace the metadata of an order as a whole. `null` removes it. Returns `null` if nothing changes. The metadata
 * is validated before.
 */
export const changeMetadata = (order: Order, metadata: MetadataOf<"order"> | null): MetadataChange | null =>
  isSameMetadata(order.metadata, metadata) ? null : { order: { ...order, metadata }, from: order.metadata }
