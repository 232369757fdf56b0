import fc from "fast-check"
import { describeItems } from "../descriptions.ts"
import { demand, makeLaw } from "../law.ts"
import { at, ordersAbout, putOnSale } from "../scenario.ts"

/**
 * An order belongs to the buyer who placed it, also when several buyers order concurrently: it is in that buyer's list
 * exactly once, and in no other list. Accepted orders have different ids.
 *
 * @example
 * it("keeps orders apart", () => assertLaw(ordersBelongToBuyers, openDomainDriver()))
 */
export const ordersBelongToBuyers = makeLaw({
  name: "an order belongs to who placed it",
  statement: "An order is listed once, with its lines, for the buyer who placed it, and for no other buyer.",
  assumptions: ["A buyer's list shows new orders at once."],
  needs: ["placed", "races"],
  examples: ({ sells, priceStep }) =>
    fc
      .record({
        kind: fc.constantFrom(...sells),
        quantities: fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 4 }),
      })
      .map(({ kind, quantities }) => ({ items: [{ kind, stock: 12, price: priceStep }], quantities })),
  describe: ({ items, quantities }) => [
    ...describeItems(items),
    `Concurrently: ${quantities.map((quantity, buyer) => `Buyer ${buyer + 1} orders ${quantity} × A.`).join(" ")}`,
  ],
  holds: async (driver, { items: plans, quantities }) => {
    const items = await putOnSale(driver, plans)
    const results = await Promise.all(
      quantities.map((quantity, buyer) => driver.place({ buyer, lines: [{ item: at(items, 0), quantity }] })),
    )
    const ids = results.map((result) => (result.accepted ? result.value.id : null))
    const placed = ids.filter((id) => id !== null)
    demand(new Set(placed).size === placed.length, () => `two orders have the same id: ${placed.join(", ")}.`)
    for (const [buyer, quantity] of quantities.entries()) {
      const [id, result] = [at(ids, buyer), at(results, buyer)]
      // A buyer's own list, reduced to this example's item.
      const lists = await Promise.all(quantities.map((_, each) => listed(driver, each, items)))
      const own = at(lists, buyer)
      const right = id === null ? [] : [id]
      const shown = own.map((order) => order.id)
      demand(
        shown.join() === right.join(),
        () => `buyer ${buyer + 1} placed ${ordersNamed(right)}, but the buyer's list shows ${ordersNamed(shown)}.`,
      )
      const pieces = own.flatMap(({ lines }) => lines).reduce((sum, line) => sum + line.quantity, 0)
      demand(
        !result.accepted || pieces === quantity,
        () => `buyer ${buyer + 1} ordered ${quantity}, but the order has ${pieces}.`,
      )
    }
    return placed.length > 0
  },
})

const listed = async (...[driver, buyer, items]: Parameters<typeof ordersAbout>) =>
  ordersAbout({ ...driver, ordersOf: () => driver.ordersOf(buyer) }, 1, items)

const ordersNamed = (ids: ReadonlyArray<number>): string => (ids.length === 0 ? "no order" : `order ${ids.join(", ")}`)
