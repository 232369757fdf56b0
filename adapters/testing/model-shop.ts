import type { OrderStatus } from "../../domain/order/status.ts"
import type { ItemPlan } from "./driver.ts"
import type { Line, Step } from "./scenario.ts"
import { type ModelOrder, plainModel, type ShopModel } from "./shop-model.ts"

/** A shop as plain counts, the reference for real shops. */
export interface ModelShop {
  /** Executes a step and returns how many requests succeeded: 0 or 1, or more in a rush. */
  readonly take: (step: Step) => number
  readonly available: () => ReadonlyArray<number>
  readonly orders: () => ReadonlyArray<ModelOrder & { readonly total: number }>
}

/**
 * Creates a shop of plain counts that sells these items.
 *
 * @example
 * const model = modelShop([{ kind: "product", stock: 2, price: 350 }])
 * model.take({ do: "place", buyer: 0, lines: [{ item: 0, quantity: 2 }] })
 * model.available() // [0]
 */
export const modelShop = (items: ReadonlyArray<ItemPlan>, shop: ShopModel = plainModel): ModelShop => {
  const onHand = items.map(({ stock }) => stock)
  const reserved = items.map(() => 0)
  const prices = items.map(({ price }) => price)
  const orders: Array<ModelOrder & { status: OrderStatus; readonly total: number }> = []
  const add = (counts: Array<number>, lines: ReadonlyArray<Line>, sign: 1 | -1): void => {
    for (const { item, quantity } of lines) counts[item] = (counts[item] ?? 0) + sign * quantity
  }
  const available = (): ReadonlyArray<number> => onHand.map((pieces, item) => pieces - (reserved[item] ?? 0))

  const priceFor = shop.price ?? ((_buyer: number, price: number) => price)

  const place = (buyer: number, lines: ReadonlyArray<Line>): number => {
    const left = [...available()]
    add(left, lines, -1)
    if (left.some((pieces) => pieces < 0)) return 0
    const priced = lines.map((line) => ({ ...line, price: priceFor(buyer, prices[line.item] ?? 0) }))
    const order = { buyer, lines: priced, status: "created" as const }
    if (!shop.rules.every((accepts) => accepts(order, orders))) return 0
    add(reserved, lines, 1)
    orders.push({ ...order, total: priced.reduce((sum, { quantity, price }) => sum + quantity * price, 0) })
    return 1
  }

  const change = (index: number, to: OrderStatus): number => {
    const order = orders[index]
    if (order === undefined) return 0
    if (order.status === to) return 1
    if (!shop.next(order.status).includes(to)) return 0
    if (to === "cancelled" || to === "shipped") add(reserved, order.lines, -1)
    if (to === "shipped") add(onHand, order.lines, -1)
    order.status = to
    return 1
  }

  return {
    take: (step) => {
      switch (step.do) {
        case "place":
          return place(step.buyer, step.lines)
        case "change":
          return change(step.order, step.to)
        case "rush": {
          let served = 0
          for (let i = 0; i < step.buyers; i++) served += place(i, [{ item: step.item, quantity: 1 }])
          return served
        }
        case "restock":
          add(onHand, [{ item: step.item, quantity: step.pieces }], 1)
          return 1
        case "reprice":
          for (const item of productOf(items, step.item)) prices[item] = step.price
          return 1
      }
    },
    available,
    orders: () => orders.map((order) => ({ ...order })),
  }
}

/** Returns the positions of all items of the product that an item belongs to. */
export const productOf = (items: ReadonlyArray<ItemPlan>, item: number): ReadonlyArray<number> => {
  let [first, last] = [item, item]
  while (first > 0 && items[first]?.sibling === true) first -= 1
  while (items[last + 1]?.sibling === true) last += 1
  return Array.from({ length: last - first + 1 }, (_, i) => first + i)
}
