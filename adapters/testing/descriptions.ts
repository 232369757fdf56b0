import type { ItemPlan } from "./driver.ts"
import type { Line, Step } from "./scenario.ts"

/** Names items A, B, C in scenarios. */
export const letter = (item: number): string => String.fromCharCode(65 + item)

export const inMajorUnits = (minorUnits: number): string => (minorUnits / 100).toFixed(2)

export const pieces = (count: number): string => `${count} ${count === 1 ? "piece" : "pieces"}`

export const describeItems = (items: ReadonlyArray<ItemPlan>): ReadonlyArray<string> =>
  items.map(
    ({ kind, stock, price }, i) =>
      `The shop has ${pieces(stock)} of ${letter(i)} (${kind === "product" ? "a product" : "a variant"}, ${inMajorUnits(price)} each).`,
  )

export const describeLines = (lines: ReadonlyArray<Line>): string =>
  lines.map(({ item, quantity }) => `${quantity} × ${letter(item)}`).join(" + ")

export const describeStep = (step: Step): string => {
  switch (step.do) {
    case "place":
      return `Buyer ${step.buyer + 1} orders ${describeLines(step.lines)}.`
    case "change":
      return `Order ${step.order + 1} is changed to ${step.to}.`
    case "rush":
      return `${step.buyers} buyers order 1 × ${letter(step.item)} concurrently.`
    case "restock":
      return `${pieces(step.pieces)} of ${letter(step.item)} are added.`
    case "reprice":
      return `${letter(step.item)} is repriced to ${inMajorUnits(step.price)}.`
  }
}

/** Formats the counts of all items: `A 3, B 0`. */
export const describeCounts = (counts: ReadonlyArray<number>): string =>
  counts.map((count, i) => `${letter(i)} ${count}`).join(", ")

export const sameCounts = (one: ReadonlyArray<number>, other: ReadonlyArray<number>): boolean =>
  one.length === other.length && one.every((count, i) => count === other[i])
