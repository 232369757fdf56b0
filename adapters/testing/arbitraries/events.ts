import fc from "fast-check"
import { AccountId } from "../../../domain/account/account.ts"
import { ProductId } from "../../../domain/catalog/product.ts"
import {
  type AccountErased,
  type AccountRegistered,
  accountRegistered,
  type OrderPlaced,
  type OrderStatusChanged,
  type ProductEdited,
  type ProductRepriced,
  type ShopEvent,
  type StockCounted,
  type StockReplenished,
} from "../../../domain/event/event.ts"
import { anyAccount } from "./accounts.ts"
import { anyRepricing } from "./catalog.ts"
import { anyPlacedOrder, anyStatusChange } from "./orders.ts"
import { anyRestocking } from "./stock.ts"
import { anyTime } from "./values.ts"

/**
 * Generates an `OrderPlaced` event. Shrinks to an order of one piece.
 *
 * @example
 * fc.assert(fc.property(anyOrderPlaced, ({ order }) => order.status === "created"))
 */
export const anyOrderPlaced: fc.Arbitrary<OrderPlaced> = anyPlacedOrder.map((order) => ({
  _tag: "OrderPlaced",
  order,
  at: order.createdAt,
}))

/**
 * Generates an `OrderStatusChanged` event with a legal change. Shrinks to the payment of an order.
 *
 * @example
 * fc.assert(fc.property(anyOrderStatusChanged, ({ from, to }) => nextStatuses(from).includes(to)))
 */
export const anyOrderStatusChanged: fc.Arbitrary<OrderStatusChanged> = anyStatusChange.map(({ event }) => event)

/**
 * Generates an `AccountRegistered` event. Shrinks to account 1 with the user name `a`.
 *
 * @example
 * fc.assert(fc.property(anyAccountRegistered, (event) => streamOf(event) === `account/${event.account}`))
 */
export const anyAccountRegistered: fc.Arbitrary<AccountRegistered> = fc
  .record({ account: anyAccount, at: anyTime })
  .map(({ account, at }) => accountRegistered(account, at))

/**
 * Generates an `AccountErased` event. Shrinks to account 1.
 *
 * @example
 * fc.assert(fc.property(anyAccountErased, (event) => streamOf(event) === `account/${event.account}`))
 */
export const anyAccountErased: fc.Arbitrary<AccountErased> = fc
  .record({ account: fc.integer({ min: 1 }).map(AccountId), at: anyTime })
  .map((event) => ({ _tag: "AccountErased", ...event }))

/**
 * Generates a `StockReplenished` event within the stock limit. Shrinks to one piece of an empty stock item.
 *
 * @example
 * fc.assert(fc.property(anyStockReplenished, ({ quantity, onHand }) => quantity <= onHand))
 */
export const anyStockReplenished: fc.Arbitrary<StockReplenished> = anyRestocking.map(({ event }) => event)

/**
 * Generates a `StockCounted` event. Shrinks to a count of one piece of an empty stock item.
 *
 * @example
 * fc.assert(fc.property(anyStockCounted, ({ from, onHand }) => from !== onHand))
 */
export const anyStockCounted: fc.Arbitrary<StockCounted> = anyRestocking.map(
  ({ from, event: { stockItem, product, variant, onHand, at } }) => ({
    _tag: "StockCounted",
    ...{ stockItem, product, variant, from, onHand, reason: "", at },
  }),
)

/**
 * Generates a `ProductRepriced` event. Shrinks to product 1, from 0 to the smallest price.
 *
 * @example
 * fc.assert(fc.property(anyProductRepriced, ({ from, to }) => from !== to))
 */
export const anyProductRepriced: fc.Arbitrary<ProductRepriced> = anyRepricing.map(({ event }) => event)

/**
 * Generates a `ProductEdited` event. Shrinks to product 1 that is not archived.
 *
 * @example
 * fc.assert(fc.property(anyProductEdited, (event) => streamOf(event) === `product/${event.product}`))
 */
export const anyProductEdited: fc.Arbitrary<ProductEdited> = fc
  .record({ product: fc.integer({ min: 1 }).map(ProductId), isArchived: fc.boolean(), at: anyTime })
  .map((event) => ({ _tag: "ProductEdited", ...event }))

/**
 * Generates any event, every kind equally often. Shrinks within its kind.
 *
 * @example
 * fc.assert(fc.property(anyShopEvent, (event) => /^(order|account|stock|product)\/\d+$/.test(streamOf(event))))
 */
export const anyShopEvent: fc.Arbitrary<ShopEvent> = fc.oneof(
  anyOrderPlaced,
  anyOrderStatusChanged,
  anyAccountRegistered,
  anyAccountErased,
  anyStockReplenished,
  anyStockCounted,
  anyProductRepriced,
  anyProductEdited,
)
