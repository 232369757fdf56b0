import { Result } from "effect"
import fc from "fast-check"
import {
  type AccountRegistered,
  accountRegistered,
  type OrderPlaced,
  type OrderStatusChanged,
  orderPlaced,
  orderStatusChanged,
  type ProductRepriced,
  productRepriced,
  type ShopEvent,
  type StockReplenished,
  stockReplenished,
} from "../../../domain/event/event.ts"
import { replenish } from "../../../domain/stock/stock-level.ts"
import { anyAccount } from "./accounts.ts"
import { anyRepricing } from "./catalog.ts"
import { anyPlacedOrder, anyStatusChange } from "./orders.ts"
import { anyRestocking, anyStockLevel } from "./stock.ts"
import { anyTime } from "./values.ts"

/**
 * An order was placed; shrinks to one of one piece.
 *
 * @example
 * fc.assert(fc.property(anyOrderPlaced, ({ order }) => order.status === "created"))
 */
export const anyOrderPlaced: fc.Arbitrary<OrderPlaced> = anyPlacedOrder.map(orderPlaced)

/**
 * An order took a legal step; shrinks to its payment.
 *
 * @example
 * fc.assert(fc.property(anyOrderStatusChanged, ({ from, to }) => nextStatuses(from).includes(to)))
 */
export const anyOrderStatusChanged: fc.Arbitrary<OrderStatusChanged> = anyStatusChange.map(orderStatusChanged)

/**
 * An account was opened; shrinks to account 1 with the user name `a`.
 *
 * @example
 * fc.assert(fc.property(anyAccountRegistered, (event) => streamOf(event) === `account/${event.account}`))
 */
export const anyAccountRegistered: fc.Arbitrary<AccountRegistered> = fc
  .record({ account: anyAccount, at: anyTime })
  .map(({ account, at }) => accountRegistered(account, at))

/**
 * Pieces came onto a shelf that had room for them; shrinks to one piece on an empty shelf.
 *
 * @example
 * fc.assert(fc.property(anyStockReplenished, ({ quantity, onHand }) => quantity <= onHand))
 */
export const anyStockReplenished: fc.Arbitrary<StockReplenished> = fc
  .record({ before: anyStockLevel, restocking: anyRestocking })
  .map(({ before, restocking }) => ({ restocking, after: replenish(before, restocking.quantity) }))
  .filter(({ after }) => Result.isSuccess(after))
  .map(({ restocking, after }) => stockReplenished(restocking, Result.getOrThrow(after).onHand))

/**
 * A product costs something else; shrinks to product 1, from nothing to the smallest price.
 *
 * @example
 * fc.assert(fc.property(anyProductRepriced, ({ from, to }) => from !== to))
 */
export const anyProductRepriced: fc.Arbitrary<ProductRepriced> = anyRepricing.map(productRepriced)

/**
 * Whatever may have happened in a shop, one of each kind as often as of any other; shrinks within its kind.
 *
 * @example
 * fc.assert(fc.property(anyShopEvent, (event) => /^(order|account|stock|product)\/\d+$/.test(streamOf(event))))
 */
export const anyShopEvent: fc.Arbitrary<ShopEvent> = fc.oneof(
  anyOrderPlaced,
  anyOrderStatusChanged,
  anyAccountRegistered,
  anyStockReplenished,
  anyProductRepriced,
)
