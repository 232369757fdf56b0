import fc from "fast-check"
import { type OrderStatus, orderStatuses } from "../../../domain/order/status.ts"
import { describeCounts, describeItems, describeStep, sameCounts } from "../descriptions.ts"
import { demand, makeLaw } from "../law.ts"
import { anyItems, at, ordersAbout, putOnSale } from "../scenario.ts"

const ends: ReadonlyArray<ReadonlyArray<OrderStatus>> = [
  ["cancelled"],
  ["paid", "cancelled"],
  ["shipped", "delivered"],
  ["paid", "shipped", "delivered"],
]

const ways = (statuses: ReadonlyArray<OrderStatus>) =>
  ends.filter((way) => way.every((status) => statuses.includes(status)))

/**
 * A delivered or cancelled order keeps its status and its stock, whatever change is requested.
 *
 * @example
 * it("does not change delivered orders", () => assertLaw(finalStatesStayFinal, openDomainDriver()))
 */
export const finalStatesStayFinal = makeLaw({
  name: "final states stay final",
  statement: "A delivered or cancelled order never changes its status again and moves no more stock.",
  assumptions: ["The model that the shop is checked against allows no change of delivered and cancelled orders."],
  needs: ["placed", "refusedChanges"],
  appliesTo: ({ statuses }) => statuses === undefined || ways(statuses).length > 0,
  examples: (driver) =>
    fc.record({
      items: anyItems(driver, fc.integer({ min: 1, max: 5 })).map((items) => items.slice(0, 1)),
      way: fc.constantFrom(...ways(driver.statuses ?? orderStatuses)),
      requests: fc.array(fc.constantFrom(...orderStatuses), { minLength: 1, maxLength: 4 }),
    }),
  describe: ({ items, way, requests }) => [
    ...describeItems(items),
    "Buyer 1 orders 1 × A.",
    ...[...way, ...requests].map((to) => describeStep({ do: "change", order: 0, to })),
  ],
  holds: async (driver, { items: plans, way, requests }, { model }) => {
    const items = await putOnSale(driver, plans)
    const placed = await driver.place({ buyer: 0, lines: [{ item: at(items, 0), quantity: 1 }] })
    if (!placed.accepted) return false
    for (const to of way) if (!(await driver.changeStatus(placed.value.id, to)).accepted) return false
    const end = at(way, way.length - 1)
    const before = await driver.available(items)
    for (const to of requests) {
      if (model.next(end).includes(to)) continue
      const result = await driver.changeStatus(placed.value.id, to)
      demand(to === end || !result.accepted, () => `the change from ${end} to ${to} was accepted.`)
      const seen = (await ordersAbout(driver, 1, items)).map(({ status }) => status)
      demand(seen.join() === end, () => `the order became ${seen.join(", ")} after ${end}.`)
      const after = await driver.available(items)
      const finding = () =>
        `requesting ${to} changed the available quantities from ${describeCounts(before)} to ${describeCounts(after)}.`
      demand(sameCounts(after, before), finding)
    }
    return true
  },
})
