import fc from "fast-check"
import { describeItems } from "../descriptions.ts"
import { demand, makeLaw } from "../law.ts"
import { at, putOnSale } from "../scenario.ts"

/**
 * After a stock-take, the counted pieces less the reserved ones are available. A count below the reserved pieces is
 * refused and changes nothing. Orders placed concurrently are neither lost nor sold twice.
 *
 * @example
 * const driver = await openUseCaseDriver(openInMemory())
 * if (stockTakesCount.appliesTo(driver)) await assertLaw(stockTakesCount, driver)
 */
export const stockTakesCount = makeLaw({
  name: "a stock-take sets what is on hand",
  statement:
    "After a stock-take, the counted pieces less the reserved ones are available, also with concurrent orders.",
  assumptions: ["A count includes reserved pieces. A count below them may be refused."],
  appliesTo: ({ takeStock }) => takeStock !== undefined,
  needs: ["placed"],
  examples: ({ sells, priceStep }) =>
    fc
      .record({
        kind: fc.constantFrom(...sells),
        stock: fc.integer({ min: 1, max: 6 }),
        counted: fc.nat(9),
        before: fc.nat(3),
        during: fc.nat(3),
      })
      .map(({ kind, stock, ...rest }) => ({ items: [{ kind, stock, price: priceStep }], ...rest })),
  describe: ({ items, counted, before, during }) => [
    ...describeItems(items),
    `${before} buyers order 1 × A, one after the other.`,
    `A stock-take counts ${counted} of A${during === 0 ? "" : `, while ${during} buyers order 1 × A`}.`,
  ],
  holds: async (driver, { items: plans, counted, before, during }, { model }) => {
    const { takeStock } = driver
    if (takeStock === undefined) return false
    const items = await putOnSale(driver, plans)
    const item = at(items, 0)
    const place = (buyer: number) => driver.place({ buyer, lines: [{ item, quantity: 1 }] })
    let sold = 0
    for (let i = 0; i < before; i++) if ((await place(i)).accepted) sold += 1
    const [taken, ...results] = await Promise.all([
      takeStock(item, counted),
      ...Array.from({ length: during }, (_, buyer) => place(buyer)),
    ])
    sold += results.filter(({ accepted }) => accepted).length
    const onHand = taken.accepted ? counted : at(plans, 0).stock
    const left = at(await driver.available(items), 0)
    const said = taken.accepted ? "accepted" : "refused"
    demand(
      left === onHand - sold && left >= -(model.backorders ?? 0),
      () =>
        `the count of ${counted} was ${said} and ${sold} were sold, but ${left} are available instead of ${onHand - sold}.`,
    )
    return sold > 0 || taken.accepted
  },
})
