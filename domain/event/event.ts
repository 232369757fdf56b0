import type { Account, AccountId } from "../account/account.ts"
import type { EmailAddress, Username } from "../account/identifier.ts"
import type { Repricing } from "../catalog/reprice.ts"
import type { StatusChange } from "../order/change-status.ts"
import type { Order, OrderId } from "../order/order.ts"
import type { OrderStatus } from "../order/status.ts"
import type { Restocking } from "../stock/restock.ts"

/** An order was placed and its stock reserved; `order` is as it was at that moment. */
export interface OrderPlaced {
  readonly _tag: "OrderPlaced"
  readonly order: Order
  readonly at: Date
}

/** An order moved to another status, by whomever, and its stock with it. */
export interface OrderStatusChanged {
  readonly _tag: "OrderStatusChanged"
  readonly order: OrderId
  readonly from: OrderStatus
  readonly to: OrderStatus
  readonly at: Date
}

/** Somebody opened an account, or had one opened; the names are those of that moment. */
export interface AccountRegistered {
  readonly _tag: "AccountRegistered"
  readonly account: AccountId
  readonly username: Username | null
  readonly email: EmailAddress | null
  readonly at: Date
}

/** Pieces were put onto a shelf, `quantity` of them; `onHand` were there then, those that orders hold among them. */
export interface StockReplenished extends Restocking {
  readonly _tag: "StockReplenished"
  readonly onHand: number
}

/** A product costs something else from now on; orders that were placed before keep their prices. */
export interface ProductRepriced extends Repricing {
  readonly _tag: "ProductRepriced"
}

/** What happened in the shop: facts, for whoever wants to act on them. */
export type ShopEvent = OrderPlaced | OrderStatusChanged | AccountRegistered | StockReplenished | ProductRepriced

/**
 * The event that an order just placed leaves; whoever records the order keeps it in the same step.
 *
 * @example
 * const event = orderPlaced(order)
 */
export const orderPlaced = (order: Order): OrderPlaced => ({ _tag: "OrderPlaced", order, at: order.createdAt })

/**
 * The event that a change of status leaves; whoever records the change keeps it in the same step.
 *
 * @example
 * const event = orderStatusChanged(change)
 */
export const orderStatusChanged = ({ order, from }: StatusChange): OrderStatusChanged => ({
  _tag: "OrderStatusChanged",
  order: order.id,
  from,
  to: order.status,
  at: order.updatedAt,
})

/**
 * The event that an account just opened leaves; whoever adds the account keeps it in the same step.
 *
 * @example
 * const event = accountRegistered(account, new Date())
 */
export const accountRegistered = ({ id, username, email }: Account, at: Date): AccountRegistered => ({
  _tag: "AccountRegistered",
  account: id,
  username,
  email,
  at,
})

/**
 * The event that pieces leave which came onto a shelf; `onHand` are there then.
 *
 * @example
 * const event = stockReplenished(restocking, level.onHand)
 */
export const stockReplenished = (restocking: Restocking, onHand: number): StockReplenished => ({
  _tag: "StockReplenished",
  ...restocking,
  onHand,
})

/**
 * The event that a change of price leaves.
 *
 * @example
 * const event = productRepriced(repricing)
 */
export const productRepriced = (repricing: Repricing): ProductRepriced => ({ _tag: "ProductRepriced", ...repricing })

/**
 * What an event is about. Events of one stream are delivered in the order in which they happened.
 *
 * @example
 * streamOf(orderPlaced(order)) // order/1
 */
export const streamOf = (event: ShopEvent): string => {
  switch (event._tag) {
    case "OrderPlaced":
      return `order/${event.order.id}`
    case "OrderStatusChanged":
      return `order/${event.order}`
    case "AccountRegistered":
      return `account/${event.account}`
    case "StockReplenished":
      return `stock/${event.stockItem}`
    case "ProductRepriced":
      return `product/${event.product}`
  }
}
