import fc from "fast-check"
import { describeCounts, describeItems, sameCounts } from "../descriptions.ts"
import type { Item, ItemPlan, RequestedItem, ShopDriver } from "../driver.ts"
import { demand, makeLaw } from "../law.ts"
import { at, ordersAbout, piecesOf, putOnSale } from "../scenario.ts"

/** What is invalid about an order, as the scenario words it. A text is valid in some shops. */
const faults = {
  empty: "no lines",
  "no pieces": "0 × A",
  negative: "-3 × A",
  fraction: "1.5 × A",
  huge: `${2 ** 31} × A`,
  text: 'the text "2" × A',
  unknown: "1 × a product that does not exist",
  "unnamed variant": "1 × the product of A without a variant",
  "foreign variant": "1 × the product of A with the variant of C",
} as const
type Fault = keyof typeof faults

const quantities: Readonly<Partial<Record<Fault, number>>> = {
  "no pieces": 0,
  negative: -3,
  fraction: 1.5,
  huge: 2 ** 31,
  text: 2,
}

const NO_PRODUCT = 999_999_999
const STOCK = 9

/**
 * An order with an invalid line is refused and changes nothing, also when its other lines are valid: no pieces, negative
 * and fractional quantities, more pieces than a 32-bit number holds, unknown products, a missing variant, a variant of
 * another product, no lines. A quantity sent as the text "2" is refused or means two pieces.
 *
 * @example
 * it("refuses invalid orders", () => assertLaw(invalidOrdersAreRefused, openDomainDriver()))
 */
export const invalidOrdersAreRefused = makeLaw({
  name: "invalid orders are refused",
  statement: "An order with an invalid line, or without lines, is refused and changes nothing.",
  assumptions: ["A product with two variants can be ordered only by naming one of them."],
  examples: (driver) =>
    fc
      .record({
        fault: fc.constantFrom(...faultsFor(driver)),
        others: fc.array(fc.integer({ min: 1, max: 3 }), { maxLength: 2 }),
        first: fc.boolean(),
      })
      .map((example) => ({ ...example, items: itemsFor(driver, example.fault) })),
  describe: ({ fault, others, first, items }) => {
    const valid = fault === "empty" ? [] : others.map((quantity) => `${quantity} × B`)
    const lines = first ? [faults[fault], ...valid] : [...valid, faults[fault]]
    return [...describeItems(items), `Buyer 1 orders ${lines.join(" + ")}.`]
  },
  holds: async (driver, { fault, others, first, items: plans }) => {
    const items = await putOnSale(driver, plans)
    const before = await driver.available(items)
    const valid = others.map((quantity): RequestedItem => ({ item: at(items, 1), quantity }))
    const invalid = lineFor(fault, items)
    const lines = first ? [invalid, ...valid] : [...valid, invalid]
    const result = await driver.place({ buyer: 0, lines: fault === "empty" ? [] : lines })
    const orders = await ordersAbout(driver, 1, items)
    const after = await driver.available(items)
    const counts = () => `${describeCounts(before)} to ${describeCounts(after)}`
    if (fault === "text" && result.accepted) {
      const right = before.map((count, i) => count - piecesOf(lines, (item) => item === items[i]))
      demand(sameCounts(after, right), () => `"2" did not mean two pieces: available changed from ${counts()}.`)
      return true
    }
    demand(!result.accepted, () => "the order was accepted.")
    demand(orders.length === 0, () => "the order was refused, but it exists.")
    demand(sameCounts(after, before), () => `the order was refused, but available changed from ${counts()}.`)
    return true
  },
})

const faultsFor = ({ sells, takesText }: ShopDriver): ReadonlyArray<Fault> => {
  const hasVariants = sells.includes("variant")
  const all: ReadonlyArray<readonly [Fault, boolean]> = [
    ["no pieces", true],
    ["negative", true],
    ["fraction", true],
    ["huge", true],
    ["unknown", true],
    ["empty", true],
    ["text", takesText === true],
    ["unnamed variant", hasVariants],
    ["foreign variant", hasVariants],
  ]
  return all.filter(([, applies]) => applies).map(([fault]) => fault)
}

/** A and B, which are variants of one product if the shop has such products, and C of another product. */
const itemsFor = ({ sells, priceStep, createVariants }: ShopDriver, fault: Fault): ReadonlyArray<ItemPlan> => {
  const kind = fault.endsWith("variant") || !sells.includes("product") ? "variant" : "product"
  const item = { kind, stock: STOCK, price: priceStep } as const
  const sibling = kind === "variant" && createVariants !== undefined
  return [item, sibling ? { ...item, sibling } : item, item]
}

const lineFor = (fault: Fault, items: ReadonlyArray<Item>): RequestedItem => {
  const item = at(items, 0)
  if (fault === "unknown") return { item: { product: NO_PRODUCT, variant: null }, quantity: 1 }
  if (fault === "unnamed variant") return { item: { ...item, variant: null }, quantity: 1 }
  if (fault === "foreign variant") return { item: { ...item, variant: at(items, 2).variant }, quantity: 1 }
  return { item, quantity: quantities[fault] ?? 1, asText: fault === "text" }
}
