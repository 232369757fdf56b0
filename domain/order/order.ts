import { Brand } from "effect"
import type { AccountId } from "../account/account.ts"
import type { Money } from "../catalog/money.ts"
import type { ProductId, VariantId } from "../catalog/product.ts"
import type { StockItemId } from "../stock/stock-item.ts"
import type { OrderStatus } from "./status.ts"

/** Identifies an order: a whole number from 1, given by the store. */
export type OrderId = number & Brand.Brand<"OrderId">
/**
 * Takes the number that a store gave.
 *
 * @example
 * const paid = await shop.changeOrderStatus(admin, { order: OrderId(7), status: "paid" })
 */
export const OrderId = Brand.nominal<OrderId>()
/** Identifies a line of an order: a whole number from 1, given by the store. */
export type OrderLineId = number & Brand.Brand<"OrderLineId">
/**
 * Takes the number that a store gave.
 *
 * @example
 * const first = order.lines.find(({ id }) => id === OrderLineId(1))
 */
export const OrderLineId = Brand.nominal<OrderLineId>()

/** One line of an order: how many pieces of what, at the price of the moment it was placed. */
export interface NewOrderLine {
  readonly stockItem: StockItemId
  readonly product: ProductId
  readonly variant: VariantId | null
  readonly quantity: number
  /** Price of one piece when the order was placed; later changes of the product's price do not reach it. */
  readonly price: Money
}

/** A line as the store holds it. */
export interface OrderLine extends NewOrderLine {
  readonly id: OrderLineId
}

/** Where an order goes, as the buyer wrote it. */
export interface Delivery {
  readonly address: string
  readonly phone: string
}

/** An order that the store has not numbered yet. */
export interface NewOrder {
  readonly account: AccountId
  readonly status: OrderStatus
  readonly delivery: Delivery | null
  readonly lines: ReadonlyArray<NewOrderLine>
  readonly createdAt: Date
  readonly updatedAt: Date
}

/** An order as the store holds it. */
export interface Order extends Omit<NewOrder, "lines"> {
  readonly id: OrderId
  readonly lines: ReadonlyArray<OrderLine>
}

/**
 * What the buyer pays, in minor units: quantity times snapshot price over all lines.
 *
 * @example
 * total(order) // 700: two pieces of 3.50
 */
export const total = (order: { readonly lines: ReadonlyArray<Pick<NewOrderLine, "quantity" | "price">> }): number =>
  order.lines.reduce((sum, line) => sum + line.quantity * line.price, 0)
