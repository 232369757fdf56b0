import fc from "fast-check"
import { type OrderStatus, orderStatuses } from "../../../domain/order/status.ts"
import { describeCounts, describeItems, describeStep, sameCounts } from "../descriptions.ts"
import { demand, makeLaw } from "../law.ts"
import { anyItems, at, ordersAbout, putOnSale } from "../scenario.ts"

/**
 * An order that is not final only takes the legal status changes: created to paid, shipped or cancelled; paid to
 * shipped or cancelled; shipped to delivered. Setting the current status again is a no-op.
 *
 * @example
 * it("allows legal status changes only", () => assertLaw(onlyLegalSteps, openDomainDriver()))
 */
export const onlyLegalSteps = makeLaw({
  name: "only legal steps",
  statement:
    "An order takes only legal status changes. Any other change is rejected and has no effect. Only a cancellation changes what is available.",
  assumptions: ["The model that the shop is checked against states which statuses follow each other."],
  examples: (driver) =>
    fc.record({
      items: anyItems(driver, fc.integer({ min: 1, max: 5 })).map((items) => items.slice(0, 1)),
      // An order leaves the statuses that are listed twice, so examples need them more often.
      requests: fc.array(fc.constantFrom<OrderStatus>(...orderStatuses, "created", "paid"), {
        minLength: 1,
        maxLength: 6,
      }),
    }),
  needs: ["placed", "refusedChanges"],
  describe: ({ items, requests }) => [
    ...describeItems(items),
    "Buyer 1 orders 1 × A.",
    ...requests.map((to) => describeStep({ do: "change", order: 0, to })),
  ],
  holds: async (driver, { items: plans, requests }, { model }) => {
    const items = await putOnSale(driver, plans)
    const placed = await driver.place({ buyer: 0, lines: [{ item: at(items, 0), quantity: 1 }] })
    if (!placed.accepted) return false
    let status: OrderStatus = "created"
    let exercised = false
    for (const to of requests) {
      if (model.next(status).length === 0) break
      const before = await driver.available(items)
      const result = await driver.changeStatus(placed.value.id, to)
      const legal = model.next(status).includes(to)
      demand(legal || to === status || !result.accepted, () => `the change from ${status} to ${to} was accepted.`)
      if (legal && result.accepted) status = to
      else exercised = true
      // Stock is taken when the order is placed. Only a cancellation gives it back.
      if (status !== "cancelled" || !legal) {
        const after = await driver.available(items)
        const finding = () =>
          `requesting ${to} changed the available quantities from ${describeCounts(before)} to ${describeCounts(after)}.`
        demand(sameCounts(after, before), finding)
      }
      const seen = (await ordersAbout(driver, 1, items)).map((order) => order.status)
      demand(seen.join() === status, () => `the order is ${seen.join(", ")} instead of ${status}.`)
    }
    return exercised
  },
})
