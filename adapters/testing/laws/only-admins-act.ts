import fc from "fast-check"
import { type OrderStatus, orderStatuses } from "../../../domain/order/status.ts"
import { describeCounts, describeItems, sameCounts } from "../descriptions.ts"
import { demand, makeLaw } from "../law.ts"
import { at, ordersAbout, putOnSale } from "../scenario.ts"

/**
 * A buyer can neither change the status of another buyer's order, nor mark an own order as paid, shipped or delivered, nor
 * create products. Such an attempt is refused and changes nothing.
 *
 * @example
 * const driver = await openHttpDriver({ url: "http://127.0.0.1:8000/api", admin: { username: "admin", password } })
 * if (onlyAdminsAct.appliesTo(driver)) await assertLaw(onlyAdminsAct, driver)
 */
export const onlyAdminsAct = makeLaw({
  name: "only admins change status or catalogue",
  statement:
    "A buyer who changes an order's status or creates a product is refused, and nothing changes. Buyers may cancel only their own orders.",
  assumptions: ["The driver can send admins' commands with a buyer's credentials."],
  appliesTo: ({ asBuyer }) => asBuyer !== undefined,
  needs: ["placed"],
  examples: ({ sells, priceStep, statuses = orderStatuses }) =>
    fc.record({
      items: fc.constantFrom(...sells).map((kind) => [{ kind, stock: 3, price: priceStep }]),
      attempts: fc.array(
        fc.record({
          own: fc.boolean(),
          to: fc.constantFrom<OrderStatus | "product">(...statuses.filter((status) => status !== "created"), "product"),
        }),
        { minLength: 1, maxLength: 4 },
      ),
    }),
  describe: ({ items, attempts }) => [
    ...describeItems(items),
    "Buyer 1 orders 1 × A.",
    ...attempts.map(({ own, to }) => {
      const who = `Buyer ${own ? 1 : 2}`
      return to === "product" ? `${who} tries to create a product.` : `${who} tries to change order 1 to ${to}.`
    }),
  ],
  holds: async (driver, { items: plans, attempts }) => {
    const { asBuyer } = driver
    if (asBuyer === undefined) return false
    const items = await putOnSale(driver, plans)
    const placed = await driver.place({ buyer: 0, lines: [{ item: at(items, 0), quantity: 1 }] })
    if (!placed.accepted) return false
    const look = async () => ({
      available: await driver.available(items),
      orders: (await ordersAbout(driver, 2, items)).map(({ id, status }) => `order ${id} ${status}`).join(", "),
    })
    for (const { own, to } of attempts) {
      // An own order may be cancelled in some shops.
      if (own && to === "cancelled") continue
      const before = await look()
      const acting = asBuyer(own ? 0 : 1)
      const what = to === "product" ? "create a product" : `change the order to ${to}`
      const result =
        to === "product" ? await acting.createItem(at(plans, 0)) : await acting.changeStatus(placed.value.id, to)
      demand(!result.accepted, () => `buyer ${own ? 1 : 2} could ${what}.`)
      const after = await look()
      demand(
        after.orders === before.orders && sameCounts(after.available, before.available),
        () =>
          `the attempt to ${what} was refused, but changed ${before.orders}, available ${describeCounts(before.available)} to ${after.orders}, available ${describeCounts(after.available)}.`,
      )
    }
    return true
  },
})
