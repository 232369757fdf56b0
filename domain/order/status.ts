import type { OrderMovementKind } from "../stock/movement.ts"

/** What a status change does to stock. */
type StatusMovement = Exclude<OrderMovementKind, "reserve">

/**
 * All statuses, in the order in which an order reaches them.
 *
 * @example
 * for (const status of orderStatuses) console.log(status, nextStatuses(status))
 */
export const orderStatuses = ["created", "paid", "shipped", "delivered", "cancelled"] as const

/** The status of an order. */
export type OrderStatus = (typeof orderStatuses)[number]

/** The legal status changes and their effect on stock. All other changes are illegal. */
const steps: Readonly<Record<OrderStatus, Readonly<Partial<Record<OrderStatus, StatusMovement | null>>>>> = {
  created: { paid: null, shipped: "ship", cancelled: "release" },
  paid: { shipped: "ship", cancelled: "release" },
  shipped: { delivered: null },
  delivered: {},
  cancelled: {},
}

/**
 * Returns whether a text names a status.
 *
 * @example
 * const status = isOrderStatus(typed) ? typed : "created"
 */
export const isOrderStatus = (text: string): text is OrderStatus =>
  (orderStatuses as ReadonlyArray<string>).includes(text)

/** Returns the stock movement of a status change, `null` for none, or `undefined` when the change is illegal. */
export const stockEffect = (from: OrderStatus, to: OrderStatus): StatusMovement | null | undefined => steps[from][to]

/**
 * Returns the statuses that may follow. A final status has none.
 *
 * @example
 * nextStatuses("paid") // ["shipped", "cancelled"]
 */
export const nextStatuses = (from: OrderStatus): ReadonlyArray<OrderStatus> =>
  orderStatuses.filter((to) => stockEffect(from, to) !== undefined)

/** Returns whether an order with this status holds reserved stock. */
export const holdsStock = (status: OrderStatus): boolean => status === "created" || status === "paid"
