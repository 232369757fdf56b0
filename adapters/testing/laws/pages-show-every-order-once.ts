import fc from "fast-check"
import { describeItems } from "../descriptions.ts"
import { demand, makeLaw } from "../law.ts"
import { at, putOnSale } from "../scenario.ts"

/**
 * Reading a buyer's orders page by page shows every order that existed at the start exactly once, while other orders are
 * placed between the pages.
 *
 * @example
 * const driver = await openUseCaseDriver(openInMemory())
 * if (pagesShowEveryOrderOnce.appliesTo(driver)) await assertLaw(pagesShowEveryOrderOnce, driver)
 */
export const pagesShowEveryOrderOnce = makeLaw({
  name: "pages show every order exactly once",
  statement: "Reading orders page by page shows each earlier order exactly once, while others are placed.",
  assumptions: ["The shop lets the laws' buyers place several orders of one piece."],
  appliesTo: ({ pages }) => pages !== undefined,
  needs: ["placed"],
  examples: ({ sells, priceStep }) =>
    fc
      .record({
        kind: fc.constantFrom(...sells),
        before: fc.integer({ min: 1, max: 6 }),
        between: fc.array(fc.nat(2), { minLength: 1, maxLength: 3 }),
      })
      .map(({ kind, before, between }) => ({ items: [{ kind, stock: 100, price: priceStep }], before, between })),
  describe: ({ items, before, between }) => [
    ...describeItems(items),
    `Buyer 1 places ${before} orders of 1 × A.`,
    `Buyer 1's orders are read page by page. Between the pages, ${between.join(", then ")} further orders are placed.`,
  ],
  holds: async (driver, { items: plans, before, between }) => {
    const { pages } = driver
    if (pages === undefined) return false
    const items = await putOnSale(driver, plans)
    const place = () => driver.place({ buyer: 0, lines: [{ item: at(items, 0), quantity: 1 }] })
    const earlier: Array<number> = []
    for (let i = 0; i < before; i++) {
      const placed = await place()
      if (placed.accepted) earlier.push(placed.value.id)
    }
    const seen: Array<number> = []
    let page = 0
    for await (const orders of pages(0)) {
      seen.push(...orders.map(({ id }) => id))
      // Each order between pages may shift the next page by one. Later pages are read undisturbed, so that they end.
      const further = page < between.length ? at(between, page) : 0
      for (let i = 0; i < further; i++) await place()
      page += 1
    }
    for (const id of earlier) {
      const times = seen.filter((each) => each === id).length
      demand(times === 1, () => `order ${id} is shown ${times} times.`)
    }
    demand(new Set(seen).size === seen.length, () => "an order is shown twice.")
    return earlier.length > 0
  },
})
