import fc from "fast-check"
import { describeCounts, describeItems, letter, sameCounts } from "../descriptions.ts"
import type { Item, RequestedItem } from "../driver.ts"
import { demand, makeLaw } from "../law.ts"
import { anyItems, at, type Line, ordersAbout, piecesOf, putOnSale, sameItem } from "../scenario.ts"

/** What is wrong with a line: an unknown product, a missing variant, or no quantity. */
type Fault = "unknown" | "unnamed variant" | "no pieces"
type FaultyLine = Line & { readonly fault: Fault | null }

const NO_PRODUCT = 999_999_999

/**
 * An order is placed with all its lines and their stock, or it is refused and nothing changes.
 *
 * @example
 * it("places all of an order or nothing", () => assertLaw(allOrNothing, openDomainDriver()))
 */
export const allOrNothing = makeLaw({
  name: "all or nothing",
  statement: "An order is placed with all its lines and reserves their stock, or it is rejected and changes nothing.",
  assumptions: [
    "A line without pieces, of an unknown product, or without a variant of a product with variants is invalid.",
  ],
  needs: ["placed", "refused"],
  examples: (driver) =>
    fc
      .record({ items: anyItems(driver, fc.nat(9)), lines: fc.array(anyFaultyLine, { minLength: 1, maxLength: 4 }) })
      .map(({ items, lines }) => ({
        items,
        lines: lines.map((line): FaultyLine => {
          const item = line.item % items.length
          const needsVariant = at(items, item).kind === "variant"
          return { ...line, item, fault: line.fault === "unnamed variant" && !needsVariant ? null : line.fault }
        }),
      })),
  describe: ({ items, lines }) => [...describeItems(items), `Buyer 1 orders ${lines.map(describeLine).join(" + ")}.`],
  holds: async (driver, { items: plans, lines }) => {
    const items = await putOnSale(driver, plans)
    const before = await driver.available(items)
    const result = await driver.place({ buyer: 0, lines: lines.map((line) => requestedItem(items, line)) })
    const [after, orders] = [await driver.available(items), await ordersAbout(driver, 1, items)]
    if (!result.accepted) {
      demand(orders.length === 0, () => `the order was rejected (${result.because}), but it exists.`)
      demand(
        sameCounts(after, before),
        () =>
          `the order was rejected (${result.because}), but the available quantities changed from ${describeCounts(before)} to ${describeCounts(after)}.`,
      )
      return true
    }
    const faulty = lines.findIndex(({ fault }) => fault !== null)
    demand(faulty === -1, () => `the order was accepted although line ${faulty + 1} is invalid.`)
    const asked = lines.map((line) => requestedItem(items, line))
    demand(orders.length === 1, () => `the order was accepted, but ${orders.length} orders exist.`)
    demand(sameLines(at(orders, 0).lines, asked), () => "the order was accepted with other lines than requested.")
    const right = before.map((count, i) => count - piecesOf(lines, (item) => item === i))
    demand(
      sameCounts(after, right),
      () =>
        `the order was accepted, but the available quantities are ${describeCounts(after)} instead of ${describeCounts(right)}.`,
    )
    return true
  },
})

const anyFaultyLine: fc.Arbitrary<FaultyLine> = fc.record({
  item: fc.nat(2),
  quantity: fc.integer({ min: 1, max: 4 }),
  fault: fc.oneof(
    { weight: 7, arbitrary: fc.constant(null) },
    { weight: 1, arbitrary: fc.constantFrom<Fault>("unknown", "unnamed variant", "no pieces") },
  ),
})

const requestedItem = (items: ReadonlyArray<Item>, { item, quantity, fault }: FaultyLine): RequestedItem => {
  if (fault === "unknown") return { item: { product: NO_PRODUCT, variant: null }, quantity }
  const named = at(items, item)
  return {
    item: fault === "unnamed variant" ? { ...named, variant: null } : named,
    quantity: fault === "no pieces" ? 0 : quantity,
  }
}

/** Whether both have the same quantity of each item. A shop may merge lines of one item. */
const sameLines = (seen: ReadonlyArray<RequestedItem>, asked: ReadonlyArray<RequestedItem>): boolean =>
  [...seen, ...asked].every(({ item }) => {
    const isIt = (other: Item) => sameItem(item, other)
    return piecesOf(seen, isIt) === piecesOf(asked, isIt)
  })

const describeLine = ({ item, quantity, fault }: FaultyLine): string => {
  if (fault === "unknown") return `${quantity} × something that does not exist`
  if (fault === "unnamed variant") return `${quantity} × the product of ${letter(item)} without a variant`
  return `${fault === "no pieces" ? 0 : quantity} × ${letter(item)}`
}
