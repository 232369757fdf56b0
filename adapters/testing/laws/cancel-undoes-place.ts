import fc from "fast-check"
import { describeCounts, describeItems, describeLines, sameCounts } from "../descriptions.ts"
import { demand, makeLaw } from "../law.ts"
import { anyItems, anyLines, linesOnItems, ordersAbout, putOnSale, requestedItems } from "../scenario.ts"

/**
 * Cancelling an order before shipping, paid or not, releases exactly what placing it reserved.
 *
 * @example
 * it("releases the stock of a cancelled order", () => assertLaw(cancelUndoesPlace, openDomainDriver()))
 */
export const cancelUndoesPlace = makeLaw({
  name: "cancel undoes place",
  statement:
    "An order that is not shipped can be cancelled. Then the available quantity is the same as before it was placed.",
  assumptions: ["The model that the shop is checked against lets created and paid orders be cancelled."],
  appliesTo: ({ statuses }) => statuses?.includes("cancelled") ?? true,
  needs: ["placed", "cancelled"],
  examples: (driver) =>
    fc
      .record({
        items: anyItems(driver, fc.integer({ min: 0, max: 20 })),
        lines: anyLines,
        paid: driver.statuses?.includes("paid") === false ? fc.constant(false) : fc.boolean(),
      })
      .map(({ items, lines, paid }) => ({ items, lines: linesOnItems(items, lines), paid })),
  describe: ({ items, lines, paid }) => [
    ...describeItems(items),
    `Buyer 1 orders ${describeLines(lines)}.`,
    ...(paid ? ["The order is paid."] : []),
    "The order is cancelled.",
  ],
  holds: async (driver, { items: plans, lines, paid }, { model }) => {
    if (!model.next(paid ? "paid" : "created").includes("cancelled")) return false
    const items = await putOnSale(driver, plans)
    const before = await driver.available(items)
    const placed = await driver.place({ buyer: 0, lines: requestedItems(items, lines) })
    if (!placed.accepted) return false
    if (paid && !(await driver.changeStatus(placed.value.id, "paid")).accepted) return false
    const cancelled = await driver.changeStatus(placed.value.id, "cancelled")
    demand(
      cancelled.accepted,
      () => `the shop rejects the cancellation${cancelled.accepted ? "" : `: ${cancelled.because}`}.`,
    )
    const after = await driver.available(items)
    demand(
      sameCounts(after, before),
      () =>
        `the available quantities are ${describeCounts(after)}, but were ${describeCounts(before)} before the order was placed.`,
    )
    const statuses = (await ordersAbout(driver, 1, items)).map(({ status }) => status)
    demand(statuses.join() === "cancelled", () => `the statuses of the orders are: ${statuses.join(", ")}.`)
    return true
  },
})
