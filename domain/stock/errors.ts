import { Data } from "effect"
import type { StockItemId } from "./stock-item.ts"

/**
 * Fewer units of a stock item are available than all lines of an order request together.
 *
 * @example
 * const { stockItem, onHand, reserved } = level
 * const soldOut = Effect.fail(new OutOfStock({ stockItem, requested: 3, available: onHand - reserved }))
 */
export class OutOfStock extends Data.TaggedError("OutOfStock")<{
  readonly stockItem: StockItemId
  readonly requested: number
  readonly available: number
}> {}

/**
 * A stock-take counted fewer units than open orders have reserved.
 *
 * @example
 * const taken = await shop.takeStock(admin, { product: soap.id, counted: 3 })
 * if (!taken.ok && taken.error._tag === "CountBelowReserved") console.log(`Orders hold ${taken.error.reserved}.`)
 */
export class CountBelowReserved extends Data.TaggedError("CountBelowReserved")<{
  readonly stockItem: StockItemId
  readonly counted: number
  readonly reserved: number
}> {}

/**
 * With `quantity` more units, the stock on hand would exceed the largest quantity. `onHand` is the current quantity,
 * `max` the largest.
 *
 * @example
 * const filled = await shop.restock(admin, { product: soap.id, quantity: MAX_QUANTITY })
 * if (!filled.ok && filled.error._tag === "StockLimitExceeded") console.log(filled.error.max - filled.error.onHand)
 */
export class StockLimitExceeded extends Data.TaggedError("StockLimitExceeded")<{
  readonly stockItem: StockItemId
  readonly onHand: number
  readonly quantity: number
  readonly max: number
}> {}
