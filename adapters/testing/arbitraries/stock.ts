import { Result } from "effect"
import fc from "fast-check"
import type { Movement, OrderMovementKind } from "../../../domain/stock/movement.ts"
import { type Restocking, restock } from "../../../domain/stock/restock.ts"
import { StockItemId } from "../../../domain/stock/stock-item.ts"
import { move, replenish, type StockLevel } from "../../../domain/stock/stock-level.ts"
import { anyOffer } from "./offers.ts"
import { anyQuantity, anyTime } from "./values.ts"

/**
 * Generates a movement of one kind of a stock item. Shrinks to one piece.
 *
 * @example
 * fc.assert(fc.property(anyMovement("reserve", StockItemId(1)), ({ quantity }) => quantity > 0))
 */
export const anyMovement = (kind: OrderMovementKind, stockItem: StockItemId = StockItemId(1)): fc.Arbitrary<Movement> =>
  anyQuantity.map((quantity) => ({ stockItem, kind, quantity }))

/**
 * Generates a valid level of stock item 1. Shrinks to an empty level.
 *
 * @example
 * fc.assert(fc.property(anyStockLevel, (level) => Result.isSuccess(replenish(level, 24))))
 */
export const anyStockLevel: fc.Arbitrary<StockLevel> = fc
  .record({ reserved: fc.nat(100), free: fc.nat(100) })
  .map(({ reserved, free }) => {
    const empty = { stockItem: StockItemId(1), onHand: 0, reserved: 0 }
    const filled = Result.getOrThrow(replenish(empty, reserved + free))
    return reserved === 0
      ? filled
      : Result.getOrThrow(move(filled, { stockItem: filled.stockItem, kind: "reserve", quantity: reserved }))
  })

/**
 * Generates a restocking of an item that {@link anyOffer} sells, within the stock limit. Shrinks to one piece of
 * product 1.
 *
 * @example
 * fc.assert(fc.property(anyRestocking, ({ from, level }) => level.onHand > from))
 */
export const anyRestocking: fc.Arbitrary<Restocking> = fc
  .record({ offer: anyOffer, level: anyStockLevel, quantity: anyQuantity, at: anyTime })
  .map(({ offer, level: { onHand, reserved }, quantity, at }) =>
    restock(
      { product: offer.product, variant: offer.variant, quantity },
      Result.succeed({ ...offer, onHand, reserved }),
      at,
    ),
  )
  .filter(Result.isSuccess)
  .map(({ success }) => success)
