import type { Account, AccountId } from "../account/account.ts"
import type { EmailAddress, Username } from "../account/identifier.ts"
import type { Money } from "../catalog/money.ts"
import type { ProductId, VariantId } from "../catalog/product.ts"
import type { Order, OrderId } from "../order/order.ts"
import type { OrderStatus } from "../order/status.ts"
import type { StockItemId } from "../stock/stock-item.ts"

/** An order was placed and its stock reserved. `order` is the order as it was placed. */
export interface OrderPlaced {
  readonly _tag: "OrderPlaced"
  readonly order: Order
  readonly at: Date
}

/** The status of an order changed, and its stock with it. */
export interface OrderStatusChanged {
  readonly _tag: "OrderStatusChanged"
  readonly order: OrderId
  readonly from: OrderStatus
  readonly to: OrderStatus
  readonly at: Date
}

/** An account was created. The identifiers are those at registration. */
export interface AccountRegistered {
  readonly _tag: "AccountRegistered"
  readonly account: AccountId
  readonly username: Username | null
  readonly email: EmailAddress | null
  readonly at: Date
}

/** The person of an account was erased. Delete what you have stored about the person. */
export interface AccountErased {
  readonly _tag: "AccountErased"
  readonly account: AccountId
  readonly at: Date
}

/** A stock item was restocked. `onHand` is the quantity on hand afterwards, the reserved quantity included. */
export interface StockReplenished {
  readonly _tag: "StockReplenished"
  readonly stockItem: StockItemId
  readonly product: ProductId
  readonly variant: VariantId | null
  readonly quantity: number
  readonly onHand: number
  readonly at: Date
}

/** A stock-take corrected the quantity on hand of a stock item. `from` and `onHand` are the quantities before and after. */
export interface StockCounted {
  readonly _tag: "StockCounted"
  readonly stockItem: StockItemId
  readonly product: ProductId
  readonly variant: VariantId | null
  readonly from: number
  readonly onHand: number
  /** Empty when none was given. */
  readonly reason: string
  readonly at: Date
}

/** The price of a product changed. Earlier orders keep their prices. */
export interface ProductRepriced {
  readonly _tag: "ProductRepriced"
  readonly product: ProductId
  readonly from: Money
  readonly to: Money
  readonly at: Date
}

/** The name, description, category or variants of a product changed, or it was archived or restored. */
export interface ProductEdited {
  readonly _tag: "ProductEdited"
  readonly product: ProductId
  /** Whether the product is archived afterwards. */
  readonly isArchived: boolean
  readonly at: Date
}

/** A fact about the shop that subscribers receive. */
export type ShopEvent =
  | OrderPlaced
  | OrderStatusChanged
  | AccountRegistered
  | AccountErased
  | StockReplenished
  | StockCounted
  | ProductRepriced
  | ProductEdited

/**
 * Returns the event of a new account. The store records it together with the account.
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

/** Returns the event of a registration without the person: what remains of it after an erasure. */
export const withoutPerson = ({ account, at }: AccountRegistered): AccountRegistered => ({
  _tag: "AccountRegistered",
  account,
  username: null,
  email: null,
  at,
})

/**
 * Returns the stream of an event: what it is about. Events of one stream are delivered in the order in which they
 * happened.
 *
 * @example
 * streamOf(event) // "order/1"
 */
export const streamOf = (event: ShopEvent): string => {
  switch (event._tag) {
    case "OrderPlaced":
      return `order/${event.order.id}`
    case "OrderStatusChanged":
      return `order/${event.order}`
    case "AccountRegistered":
    case "AccountErased":
      return `account/${event.account}`
    case "StockReplenished":
    case "StockCounted":
      return `stock/${event.stockItem}`
    case "ProductRepriced":
    case "ProductEdited":
      return `product/${event.product}`
  }
}
