import type { OrderStatus } from "../../domain/order/status.ts"

/** An order that a rule of a shop judges. Items are identified by their position in the example, from 0. */
export interface ModelOrder {
  readonly buyer: number
  readonly lines: ReadonlyArray<{ readonly item: number; readonly quantity: number; readonly price: number }>
  readonly status: OrderStatus
}

/**
 * A rule of a shop beside stock: whether it accepts an order that stock allows, given the orders that the example has
 * placed before, also cancelled ones.
 */
export type OrderRule = (order: ModelOrder, earlier: ReadonlyArray<ModelOrder>) => boolean

/** How a shop is expected to decide. A host extends {@link plainModel}. */
export interface ShopModel {
  readonly rules: ReadonlyArray<OrderRule>
  /** The price of one piece for a buyer, in minor units. Defaults to the item's price. */
  readonly price?: ((buyer: number, price: number) => number) | undefined
  /** The statuses that may follow each status. */
  readonly next: (status: OrderStatus) => ReadonlyArray<OrderStatus>
}

// Written independently of the domain's code, which the laws test.
const next: Readonly<Record<OrderStatus, ReadonlyArray<OrderStatus>>> = {
  created: ["paid", "shipped", "cancelled"],
  paid: ["shipped", "cancelled"],
  shipped: ["delivered"],
  delivered: [],
  cancelled: [],
}

/**
 * A shop that accepts every order that stock allows, with the status changes created to paid, shipped or cancelled; paid
 * to shipped or cancelled; shipped to delivered.
 *
 * @example
 * const atMostTwoOrders: ShopModel = {
 *   ...plainModel,
 *   rules: [({ buyer }, earlier) => earlier.filter((order) => order.buyer === buyer).length < 2],
 * }
 */
export const plainModel: ShopModel = { rules: [], next: (status) => next[status] }

export const isLegal = (from: OrderStatus, to: OrderStatus): boolean => next[from].includes(to)

export const isFinal = (status: OrderStatus): boolean => next[status].length === 0
