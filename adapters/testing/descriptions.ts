import type { ItemPlan } from "./driver.ts"
import type { Line, Step } from "./scenario.ts"

/**
 * Names items A, B, C in scenarios.
 *
 * @example
 * letter(1) // "B"
 */
export const letter = (item: number): string => String.fromCharCode(65 + item)

/**
 * Formats an amount in minor units with two decimals.
 *
 * @example
 * inMajorUnits(350) // "3.50"
 */
export const inMajorUnits = (minorUnits: number): string => (minorUnits / 100).toFixed(2)

/**
 * Formats a number of pieces.
 *
 * @example
 * pieces(1) // "1 piece"
 */
export const pieces = (count: number): string => `${count} ${count === 1 ? "piece" : "pieces"}`

/**
 * Describes the items of an example, one sentence each.
 *
 * @example
 * describeItems([{ kind: "product", stock: 3, price: 350 }]) // ["The shop has 3 pieces of A (a product, 3.50 each)."]
 */
export const describeItems = (items: ReadonlyArray<ItemPlan>): ReadonlyArray<string> =>
  items.map(
    ({ kind, stock, price }, i) =>
      `The shop has ${pieces(stock)} of ${letter(i)} (${kind === "product" ? "a product" : "a variant"}, ${inMajorUnits(price)} each).`,
  )

/**
 * Describes the lines of an order.
 *
 * @example
 * describeLines([{ item: 0, quantity: 2 }, { item: 1, quantity: 1 }]) // "2 × A + 1 × B"
 */
export const describeLines = (lines: ReadonlyArray<Line>): string =>
  lines.map(({ item, quantity }) => `${quantity} × ${letter(item)}`).join(" + ")

/**
 * Describes a step as one sentence.
 *
 * @example
 * describeStep({ do: "change", order: 0, to: "paid" }) // "Order 1 is changed to paid."
 */
export const describeStep = (step: Step): string => {
  switch (step.do) {
    case "place":
      return `Buyer ${step.buyer + 1} orders ${describeLines(step.lines)}.`
    case "change":
      return `Order ${step.order + 1} is changed to ${step.to}.`
    case "rush":
      return `${step.buyers} buyers order 1 × ${letter(step.item)} concurrently.`
    case "item command":
      return step.call.describe({ buyer: step.buyer, item: step.item })
    case "order command":
      return step.call.describe(step.order)
    case "restock":
      return `${pieces(step.pieces)} of ${letter(step.item)} are added.`
    case "reprice":
      return `${letter(step.item)} is repriced to ${inMajorUnits(step.price)}.`
  }
}

/**
 * Formats the counts of all items.
 *
 * @example
 * describeCounts([3, 0]) // "A 3, B 0"
 */
export const describeCounts = (counts: ReadonlyArray<number>): string =>
  counts.map((count, i) => `${letter(i)} ${count}`).join(", ")

/**
 * Whether two lists of counts are equal.
 *
 * @example
 * sameCounts([3, 0], [3, 1]) // false
 */
export const sameCounts = (one: ReadonlyArray<number>, other: ReadonlyArray<number>): boolean =>
  one.length === other.length && one.every((count, i) => count === other[i])
