import fc from "fast-check"
import { describeItems, describeLines, describeStep, inMajorUnits, letter } from "../descriptions.ts"
import type { Item, SeenOrder, ShopDriver } from "../driver.ts"
import { demand, makeLaw } from "../law.ts"
import { anyItems, anyLines, at, linesOnItems, ordersAbout, putOnSale, requestedItems, sameItem } from "../scenario.ts"

/**
 * An order keeps the prices of the moment it was placed, and its total is their sum, whatever the items cost later.
 *
 * @example
 * it("keeps the prices of an order", () => assertLaw(totalIsSumOfSnapshots, openDomainDriver()))
 */
export const totalIsSumOfSnapshots = makeLaw({
  name: "the total is the sum of the snapshots",
  statement:
    "An order keeps the price that each line had when it was placed. Its total is the sum of quantity times that price, with the adjustments that the model states.",
  assumptions: ["Prices depend on the buyer and the item only, as the model states them."],
  needs: ["placed"],
  examples: (driver) =>
    fc
      .record({ items: anyItems(driver, fc.integer({ min: 16, max: 20 })), lines: anyLines, later: anyPrice(driver) })
      .map(({ items, lines, later }) => ({ items, lines: linesOnItems(items, lines), later })),
  describe: ({ items, lines, later }) => [
    ...describeItems(items),
    `Buyer 1 orders ${describeLines(lines)}.`,
    ...(later === null ? [] : items.map((_, item) => describeStep({ do: "reprice", item, price: later }))),
  ],
  holds: async (driver, { items: plans, lines, later }, { model }) => {
    const items = await putOnSale(driver, plans)
    const prices = plans.map(({ price }) => model.price?.(0, price) ?? price)
    const placed = await driver.place({ buyer: 0, lines: requestedItems(items, lines) })
    if (!placed.accepted) return false
    const priced = lines.map(({ item, quantity }) => ({ item, quantity, price: at(prices, item) }))
    const sum = priced.reduce((before, { quantity, price }) => before + quantity * price, 0)
    const right = model.total?.({ buyer: 0, lines: priced, status: "created", total: sum }) ?? sum
    checkPrices(placed.value, items, prices, right)
    if (later !== null) for (const item of items) await driver.reprice?.(item, later)
    for (const order of await ordersAbout(driver, 1, items)) checkPrices(order, items, prices, right)
    return true
  },
})

const anyPrice = ({ reprice, priceStep }: ShopDriver): fc.Arbitrary<number | null> =>
  reprice === undefined ? fc.constant(null) : fc.integer({ min: 1, max: 999 }).map((steps) => steps * priceStep)

const checkPrices = (
  order: SeenOrder,
  items: ReadonlyArray<Item>,
  prices: ReadonlyArray<number>,
  right: number,
): void => {
  for (const { item, price } of order.lines) {
    const index = items.findIndex((known) => sameItem(known, item))
    demand(index !== -1, () => "the order has a line that was not requested.")
    const then = at(prices, index)
    const finding = () =>
      `a line of ${letter(index)} has the price ${inMajorUnits(price)} instead of ${inMajorUnits(then)}.`
    demand(price === then, finding)
  }
  const { total } = order
  demand(
    total === null || total === right,
    () => `the total is ${inMajorUnits(total ?? 0)} instead of ${inMajorUnits(right)}.`,
  )
}
