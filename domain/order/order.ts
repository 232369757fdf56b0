import { Brand } from "effect"
import type { AccountId } from "../account/account.ts"
import type { Money } from "../catalog/money.ts"
import type { ProductId, VariantId } from "../catalog/product.ts"
import type { MetadataOf } from "../metadata-types.ts"
import type { StockItemId } from "../stock/stock-item.ts"
import { type Adjustment, adjustmentTotal } from "./adjustment.ts"
import type { OrderStatus } from "./status.ts"

/** Identifies an order: a whole number from 1, assigned by the store. */
export type OrderId = number & Brand.Brand<"OrderId">
/**
 * Brands an order id that a store assigned.
 *
 * @example
 * const paid = await shop.changeOrderStatus(admin, { order: OrderId(7), status: "paid" })
 */
export const OrderId = Brand.nominal<OrderId>()
/** Identifies an order line: a whole number from 1, assigned by the store. */
export type OrderLineId = number & Brand.Brand<"OrderLineId">
/**
 * Brands an order line id that a store assigned.
 *
 * @example
 * const first = order.lines.find(({ id }) => id === OrderLineId(1))
 */
export const OrderLineId = Brand.nominal<OrderLineId>()

/** An order line: an item, a quantity, and the price when the order was placed. */
export interface NewOrderLine {
  readonly stockItem: StockItemId
  readonly product: ProductId
  readonly variant: VariantId | null
  readonly quantity: number
  /** The price of one piece when the order was placed. Later price changes do not affect it. */
  readonly price: Money
  /** The host's data. Missing if there is none. The buyer sees it. */
  readonly metadata?: MetadataOf<"orderLine"> | undefined
}

/** An order line with its id. */
export interface OrderLine extends NewOrderLine {
  readonly id: OrderLineId
}

/** The delivery address and phone number, as the buyer wrote them. */
export interface Delivery {
  readonly address: string
  readonly phone: string
}

/** An order that is to be placed, without ids. Its status is always `created`. */
export interface NewOrder {
  readonly account: AccountId
  readonly status: "created"
  readonly delivery: Delivery | null
  /** The host's data, or `null`. The buyer sees it. */
  readonly metadata: MetadataOf<"order"> | null
  readonly lines: ReadonlyArray<NewOrderLine>
  /** Discounts, taxes, shipping and fees, as the pricing policy set them when the order was placed. */
  readonly adjustments: ReadonlyArray<Adjustment>
  readonly createdAt: Date
}

/** An order with its id. */
export interface Order extends Omit<NewOrder, "status" | "lines"> {
  readonly id: OrderId
  readonly status: OrderStatus
  readonly lines: ReadonlyArray<OrderLine>
  /** When the status last changed. The time of placing for an order that is `created`. */
  readonly updatedAt: Date
}

/**
 * Returns what the lines of an order cost in minor units: the sum of quantity times price.
 *
 * @example
 * subtotal(order) // 700: two units at 3.50
 */
export const subtotal = ({
  lines,
}: {
  readonly lines: ReadonlyArray<Pick<NewOrderLine, "quantity" | "price">>
}): number => lines.reduce((sum, line) => sum + line.quantity * line.price, 0)

/**
 * Returns the total of an order in minor units: its subtotal and its adjustments, without taxes that the prices contain.
 * It is never negative.
 *
 * @example
 * total(order) // 1190: two units at 3.50, and 4.90 for shipping
 */
export const total = (order: Pick<NewOrder, "adjustments"> & Parameters<typeof subtotal>[0]): number =>
  subtotal(order) + adjustmentTotal(order.adjustments)
