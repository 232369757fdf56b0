import fc from "fast-check"
import { type OrderStatus, orderStatuses } from "../../../domain/order/status.ts"
import { describeItems, pieces } from "../descriptions.ts"
import { demand, makeLaw } from "../law.ts"
import { at, ordersAbout, putOnSale } from "../scenario.ts"
import type { ShopModel, ShopStatus } from "../shop-model.ts"

/**
 * Concurrent status changes of one order have the effect of some sequence of them: the order ends in one status, that
 * status explains every accepted change, and a cancelled order releases its stock exactly once.
 *
 * @example
 * it("releases stock once", () => assertLaw(statusChangesRace, openDomainDriver()))
 */
export const statusChangesRace = makeLaw({
  name: "status changes race like placements",
  statement:
    "Concurrent status changes of an order act like a sequence of legal changes, and a cancelled order releases its stock exactly once.",
  assumptions: ["Setting a status that the order already has is accepted or refused, and has no effect."],
  appliesTo: ({ statuses }) => statuses === undefined || statuses.filter((status) => status !== "created").length > 0,
  needs: ["placed", "races"],
  examples: ({ sells, priceStep, statuses = orderStatuses }) =>
    fc
      .record({
        kind: fc.constantFrom(...sells),
        quantity: fc.integer({ min: 1, max: 3 }),
        requests: fc.array(
          fc.oneof(
            { weight: 2, arbitrary: fc.constant<OrderStatus>("cancelled") },
            { weight: 2, arbitrary: fc.constantFrom(...orderStatuses.filter((status) => status !== "created")) },
          ),
          { minLength: 2, maxLength: 5 },
        ),
      })
      .map(({ kind, quantity, requests }) => ({
        items: [{ kind, stock: 5, price: priceStep }],
        quantity,
        requests: requests.map((to) => (statuses.includes(to) ? to : (statuses.find((s) => s !== "created") ?? to))),
      })),
  describe: ({ items, quantity, requests }) => [
    ...describeItems(items),
    `Buyer 1 orders ${quantity} × A.`,
    `Concurrently: ${requests.map((to) => `Order 1 is changed to ${to}.`).join(" ")}`,
  ],
  holds: async (driver, { items: plans, quantity, requests }, { model }) => {
    const items = await putOnSale(driver, plans)
    const placed = await driver.place({ buyer: 0, lines: [{ item: at(items, 0), quantity }] })
    if (!placed.accepted) return false
    const results = await Promise.all(requests.map((to) => driver.changeStatus(placed.value.id, to)))
    const accepted = requests.filter((_, i) => results[i]?.accepted === true)
    const [order] = await ordersAbout(driver, 1, items)
    demand(order !== undefined, () => "the order is no longer listed.")
    demand(
      explains(accepted, "created", order.status, model.next),
      () => `the changes to ${accepted.join(", ")} were accepted, and the order is ${order.status}.`,
    )
    const right = order.status === "cancelled" ? 5 : 5 - quantity
    const left = at(await driver.available(items), 0)
    demand(left === right, () => `the order is ${order.status}, and ${pieces(left)} available instead of ${right}.`)
    return true
  },
})

/** Whether some sequence of the accepted changes is legal and ends in `end`. Repetitions have no effect. */
const explains = (
  accepted: ReadonlyArray<OrderStatus>,
  from: ShopStatus,
  end: ShopStatus,
  next: ShopModel["next"],
): boolean => {
  const open = [...new Set(accepted)].filter((to) => to !== from)
  if (open.length === 0) return from === end
  return open.some(
    (to) =>
      next(from).includes(to) &&
      explains(
        open.filter((other) => other !== to),
        to,
        end,
        next,
      ),
  )
}
