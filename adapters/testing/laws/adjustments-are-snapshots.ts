import fc from "fast-check"
import { describeItems, describeLines, inMajorUnits } from "../descriptions.ts"
import type { SeenOrder } from "../driver.ts"
import { demand, makeLaw } from "../law.ts"
import { anyItems, anyLines, linesOnItems, ordersAbout, putOnSale, requestedItems } from "../scenario.ts"

/**
 * The total of an order is the sum of its lines and its adjustments. Both stay as they were when it was placed.
 *
 * @example
 * it("keeps adjustments", () => assertLaw(adjustmentsAreSnapshots, openDomainDriver()))
 */
export const adjustmentsAreSnapshots = makeLaw({
  name: "adjustments are snapshots",
  statement:
    "The total of an order is the sum of its lines and its adjustments, and never negative. It stays the same when the order's status or the prices of its items change.",
  assumptions: ["Amounts that the prices contain, such as included taxes, are shown and do not add to the total."],
  appliesTo: ({ showsAdjustments = false }) => showsAdjustments,
  needs: ["placed"],
  examples: (driver) =>
    fc
      .record({
        items: anyItems(driver, fc.integer({ min: 16, max: 20 })),
        lines: anyLines,
        to: fc.constantFrom("paid", "cancelled"),
      })
      .map(({ items, lines, to }) => ({ items, lines: linesOnItems(items, lines), to })),
  describe: ({ items, lines, to }) => [
    ...describeItems(items),
    `Buyer 1 orders ${describeLines(lines)}.`,
    `The prices of the items double. The admin changes the order to ${to}.`,
  ],
  holds: async (driver, { items: plans, lines, to }) => {
    const items = await putOnSale(driver, plans)
    const placed = await driver.place({ buyer: 0, lines: requestedItems(items, lines) })
    if (!placed.accepted) return false
    checkTotal(placed.value)
    for (const [i, item] of items.entries()) await driver.reprice?.(item, 2 * (plans[i]?.price ?? 0))
    await driver.changeStatus(placed.value.id, to)
    const [order] = await ordersAbout(driver, 1, items)
    demand(order !== undefined, () => "the order is not shown.")
    const [then, now] = [placed.value, order].map(amountsOf)
    demand(now === then, () => `the order shows ${now} instead of ${then}.`)
    return true
  },
})

/** Formats the amounts of an order, so that orders with equal amounts have equal texts. */
const amountsOf = ({ adjustments = [], total }: SeenOrder): string =>
  JSON.stringify([
    total,
    ...adjustments.map(({ kind, label, amount, isIncluded }) => [kind, label, amount, isIncluded]),
  ])

const checkTotal = ({ lines, adjustments = [], total }: SeenOrder): void => {
  const goods = lines.reduce((sum, { quantity, price }) => sum + quantity * price, 0)
  const right = adjustments.reduce((sum, { amount, isIncluded }) => (isIncluded ? sum : sum + amount), goods)
  demand(total === right, () => `the total is ${inMajorUnits(total ?? 0)} instead of ${inMajorUnits(right)}.`)
  demand(right >= 0, () => `the total is ${inMajorUnits(right)}.`)
}
