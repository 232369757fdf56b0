import type { OrderStatus } from "../../domain/order/status.ts"
import type { ItemPlan } from "./driver.ts"
import type { Line, Step } from "./scenario.ts"

/** The legal status changes, written independently of the domain's code. */
const legal: ReadonlySet<string> = new Set([
  ...["created>paid", "created>shipped", "created>cancelled"],
  ...["paid>shipped", "paid>cancelled", "shipped>delivered"],
])

export const isLegal = (from: OrderStatus, to: OrderStatus): boolean => legal.has(`${from}>${to}`)

export const isFinal = (status: OrderStatus): boolean => status === "delivered" || status === "cancelled"

/** A shop as plain counts, the reference for real shops. */
export interface ModelShop {
  /** Executes a step and returns how many requests succeeded: 0 or 1, or more in a rush. */
  readonly take: (step: Step) => number
  readonly available: () => ReadonlyArray<number>
  readonly orders: () => ReadonlyArray<{ readonly status: OrderStatus; readonly total: number }>
}

/**
 * Creates a shop of plain counts that sells these items.
 *
 * @example
 * const model = modelShop([{ kind: "product", stock: 2, price: 350 }])
 * model.take({ do: "place", buyer: 0, lines: [{ item: 0, quantity: 2 }] })
 * model.available() // [0]
 */
export const modelShop = (items: ReadonlyArray<ItemPlan>): ModelShop => {
  const onHand = items.map(({ stock }) => stock)
  const reserved = items.map(() => 0)
  const prices = items.map(({ price }) => price)
  const orders: Array<{ status: OrderStatus; readonly lines: ReadonlyArray<Line>; readonly total: number }> = []
  const add = (counts: Array<number>, lines: ReadonlyArray<Line>, sign: 1 | -1): void => {
    for (const { item, quantity } of lines) counts[item] = (counts[item] ?? 0) + sign * quantity
  }
  const available = (): ReadonlyArray<number> => onHand.map((pieces, item) => pieces - (reserved[item] ?? 0))

  const place = (lines: ReadonlyArray<Line>): number => {
    const left = [...available()]
    add(left, lines, -1)
    if (left.some((pieces) => pieces < 0)) return 0
    add(reserved, lines, 1)
    const total = lines.reduce((sum, { item, quantity }) => sum + quantity * (prices[item] ?? 0), 0)
    orders.push({ status: "created", lines, total })
    return 1
  }

  const change = (index: number, to: OrderStatus): number => {
    const order = orders[index]
    if (order === undefined) return 0
    if (order.status === to) return 1
    if (!isLegal(order.status, to)) return 0
    if (to === "cancelled" || to === "shipped") add(reserved, order.lines, -1)
    if (to === "shipped") add(onHand, order.lines, -1)
    order.status = to
    return 1
  }

  return {
    take: (step) => {
      switch (step.do) {
        case "place":
          return place(step.lines)
        case "change":
          return change(step.order, step.to)
        case "rush": {
          let served = 0
          for (let i = 0; i < step.buyers; i++) served += place([{ item: step.item, quantity: 1 }])
          return served
        }
        case "restock":
          add(onHand, [{ item: step.item, quantity: step.pieces }], 1)
          return 1
        case "reprice":
          prices[step.item] = step.price
          return 1
      }
    },
    available,
    orders: () => orders.map(({ status, total }) => ({ status, total })),
  }
}
