import type { MovementKind } from "../stock/movement.ts"

/**
 * Every status, in the order in which an order comes to them.
 *
 * @example
 * for (const status of orderStatuses) console.log(status, nextStatuses(status))
 */
export const orderStatuses = ["created", "paid", "shipped", "delivered", "cancelled"] as const

/** Where an order stands. */
export type OrderStatus = (typeof orderStatuses)[number]

/** The legal steps and what each does to the stock of the order's lines; what is not listed is refused. */
const steps: Readonly<Record<OrderStatus, Readonly<Partial<Record<OrderStatus, MovementKind | null>>>>> = {
  created: { paid: null, shipped: "ship", cancelled: "release" },
  paid: { shipped: "ship", cancelled: "release" },
  shipped: { delivered: null },
  delivered: {},
  cancelled: {},
}

/**
 * Whether text names a status.
 *
 * @example
 * const status = isOrderStatus(typed) ? typed : "created"
 */
export const isOrderStatus = (text: string): text is OrderStatus =>
  (orderStatuses as ReadonlyArray<string>).includes(text)

/** What the step does to stock: a kind of movement, `null` for nothing, `undefined` where the step is not legal. */
export const stockEffect = (from: OrderStatus, to: OrderStatus): MovementKind | null | undefined => steps[from][to]

/**
 * The statuses that may follow; none for a final one.
 *
 * @example
 * nextStatuses("paid") // ["shipped", "cancelled"]
 */
export const nextStatuses = (from: OrderStatus): ReadonlyArray<OrderStatus> =>
  orderStatuses.filter((to) => stockEffect(from, to) !== undefined)

/** Whether an order in this status still holds stock for its buyer. */
export const holdsStock = (status: OrderStatus): boolean => status === "created" || status === "paid"
