import type { OrderStatus } from "../../domain/order/status.ts"

/** The status of an order: one of the library's, or one that only the host's shop has, such as `on hold`. */
export type ShopStatus = OrderStatus | (string & {})

/** An order that a rule of a shop judges. Items are identified by their position in the example, from 0. */
export interface ModelOrder {
  readonly buyer: number
  readonly lines: ReadonlyArray<{ readonly item: number; readonly quantity: number; readonly price: number }>
  readonly status: ShopStatus
  /** In minor units. */
  readonly total: number
}

/**
 * A rule of a shop in addition to stock: whether it accepts an order that stock allows, given the orders that the example has
 * placed before, also cancelled ones.
 */
export type OrderRule = (order: ModelOrder, earlier: ReadonlyArray<ModelOrder>) => boolean

/** Where the pieces of an order are: still on the shelf, gone to the buyer, or for sale again. */
export type Pieces = "reserved" | "shipped" | "released"

/** How a shop is expected to decide. A host extends {@link plainModel}. */
export interface ShopModel {
  readonly rules: ReadonlyArray<OrderRule>
  /** The price of one piece for a buyer, in minor units. Defaults to the item's price. */
  readonly price?: ((buyer: number, price: number) => number) | undefined
  /**
   * The total of an order with adjustments, in minor units. It receives the sum of the lines as `total`, which is the
   * default.
   */
  readonly total?: ((order: ModelOrder) => number) | undefined
  /** The statuses that may follow each status. */
  readonly next: (status: ShopStatus) => ReadonlyArray<ShopStatus>
  /** Where the pieces of an order with a status are. Defaults to {@link piecesIn}. */
  readonly pieces?: ((status: ShopStatus) => Pieces) | undefined
  /** How many pieces of each item are sold beyond its stock, as pre-orders. Defaults to 0. */
  readonly backorders?: number | undefined
  /**
   * Whether a rule depends on a buyer's earlier orders, such as a limit per customer. Then every example uses new buyers,
   * because a shop counts the orders of earlier examples too. Defaults to false.
   */
  readonly newBuyers?: boolean | undefined
}

// Written independently of the domain's code, which the laws test.
const following: Readonly<Record<OrderStatus, ReadonlyArray<OrderStatus>>> = {
  created: ["paid", "shipped", "cancelled"],
  paid: ["shipped", "cancelled"],
  shipped: ["delivered"],
  delivered: [],
  cancelled: [],
}

const isKnown = (status: ShopStatus): status is OrderStatus => Object.hasOwn(following, status)

/**
 * A shop that accepts every order that stock allows, with the status changes created to paid, shipped or cancelled; paid
 * to shipped or cancelled; shipped to delivered.
 *
 * @example
 * const atMostTwoOrders: ShopModel = {
 *   ...plainModel,
 *   rules: [({ buyer }, earlier) => earlier.filter((order) => order.buyer === buyer).length < 2],
 *   newBuyers: true,
 * }
 */
export const plainModel: ShopModel = { rules: [], next: (status) => (isKnown(status) ? following[status] : []) }

/**
 * Returns where the pieces of an order are: `shipped` for shipped and delivered orders, `released` for cancelled ones,
 * otherwise `reserved`.
 *
 * @example
 * const model: ShopModel = {
 *   ...plainModel,
 *   pieces: (status) => (status === "returned" ? "released" : piecesIn(status)),
 * }
 */
export const piecesIn = (status: ShopStatus): Pieces => {
  if (status === "shipped" || status === "delivered") return "shipped"
  return status === "cancelled" ? "released" : "reserved"
}
