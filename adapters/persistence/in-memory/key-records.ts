import type { Order } from "../../../domain/order/order.ts"
import type { StockLevel } from "../../../domain/stock/stock-level.ts"

/** The first result of a restocking or stock-take with an idempotency key. */
export interface StockKeyRecord {
  readonly fingerprint: string
  readonly level: StockLevel
  readonly at: Date
}

/** The first result of an addition to the catalogue with an idempotency key: an id or a picture's name. */
export interface CatalogKeyRecord {
  readonly fingerprint: string
  readonly result: string
  readonly at: Date
}

/** The first result of an order with an idempotency key. */
export interface IdempotencyRecord {
  readonly fingerprint: string
  readonly order: Order
  readonly at: Date
}
