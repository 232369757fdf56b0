import fc from "fast-check"
import { demand, makeLaw } from "../law.ts"
import { anyItems, anyLines, ordersAbout, putOnSale, wished, within } from "../story.ts"
import { sameCounts, tellCounts, tellItems, tellLines } from "../words.ts"

/**
 * Cancelling an order that has not left, paid or not, gives back exactly what placing it took.
 *
 * @example
 * it("gives back what a cancelled order took", () => assertLaw(cancelUndoesPlace, openDomainDriver()))
 */
export const cancelUndoesPlace = makeLaw({
  name: "cancel undoes place",
  statement: "An order that was not shipped can be cancelled, and then as much is available as before it was placed.",
  examples: (driver) =>
    fc
      .record({ items: anyItems(driver), lines: anyLines, paid: fc.boolean() })
      .map(({ items, lines, paid }) => ({ items, lines: within(items, lines), paid })),
  tell: ({ items, lines, paid }) => [
    ...tellItems(items),
    `Buyer 1 orders ${tellLines(lines)}.`,
    ...(paid ? ["The order is paid."] : []),
    "The order is cancelled.",
  ],
  holds: async (driver, { items: plans, lines, paid }) => {
    const items = await putOnSale(driver, plans)
    const before = await driver.available(items)
    const placed = await driver.place({ buyer: 0, lines: wished(items, lines) })
    if (!placed.accepted) return false
    if (paid && !(await driver.changeStatus(placed.value.id, "paid")).accepted) return false
    const cancelled = await driver.changeStatus(placed.value.id, "cancelled")
    demand(
      cancelled.accepted,
      () => `the shop does not cancel it${cancelled.accepted ? "" : `: ${cancelled.because}`}.`,
    )
    const after = await driver.available(items)
    demand(
      sameCounts(after, before),
      () => `available is ${tellCounts(after)}, and was ${tellCounts(before)} before the order was placed.`,
    )
    const statuses = (await ordersAbout(driver, 1, items)).map(({ status }) => status)
    demand(statuses.join() === "cancelled", () => `the orders are ${statuses.join(", ")}.`)
    return true
  },
})
