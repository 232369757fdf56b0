import fc from "fast-check"
import { describeItems, letter } from "../descriptions.ts"
import { demand, makeLaw } from "../law.ts"
import { anyItems, at, ordersAbout, putOnSale } from "../scenario.ts"

/**
 * An archived product is not sold. Its earlier orders stay as they were and can be cancelled.
 *
 * @example
 * const driver = await openUseCaseDriver(openInMemory())
 * if (archivedIsNotSold.appliesTo(driver)) await assertLaw(archivedIsNotSold, driver)
 */
export const archivedIsNotSold = makeLaw({
  name: "an archived product is not sold",
  statement: "Orders for an archived product are refused. Its earlier orders stay and can be cancelled.",
  assumptions: ["The shop lets two of the laws' buyers order one piece each."],
  appliesTo: ({ archive }) => archive !== undefined,
  needs: ["placed", "refused"],
  examples: (driver) =>
    fc.record({ items: anyItems(driver, fc.integer({ min: 2, max: 5 })), archived: fc.nat(2) }).map((example) => ({
      items: example.items,
      archived: example.archived % example.items.length,
    })),
  describe: ({ items, archived }) => [
    ...describeItems(items),
    `Buyer 1 orders 1 × ${letter(archived)}. The product of ${letter(archived)} is archived.`,
    `Buyer 2 orders 1 × ${letter(archived)}. Order 1 is cancelled.`,
  ],
  holds: async (driver, { items: plans, archived }, { model }) => {
    const { archive } = driver
    if (archive === undefined) return false
    const items = await putOnSale(driver, plans)
    const lines = [{ item: at(items, archived), quantity: 1 }]
    const placed = await driver.place({ buyer: 0, lines })
    if (!placed.accepted) return false
    await archive(at(items, archived))
    const later = await driver.place({ buyer: 1, lines })
    demand(!later.accepted, () => `an order for the archived product was accepted.`)
    const [order, ...others] = await ordersAbout(driver, 2, items)
    demand(order?.id === placed.value.id && others.length === 0, () => "the earlier order is not listed as before.")
    if (!model.next("created").includes("cancelled")) return true
    const cancelled = await driver.changeStatus(placed.value.id, "cancelled")
    demand(cancelled.accepted, () => "the earlier order cannot be cancelled.")
    return true
  },
})
