import fc from "fast-check"
import { describeCounts, describeItems, describeLines, sameCounts } from "../descriptions.ts"
import { demand, makeLaw } from "../law.ts"
import { anyItems, at, type Line, linesOnItems, putOnSale, requestedItems } from "../scenario.ts"

/** How the second buyer writes a line of the first: split after some pieces, and sorted by `key`. */
type Rewritten = Line & { readonly split: number; readonly keys: readonly [number, number] }

/**
 * The same pieces in another order, or split into more lines, are the same order.
 *
 * @example
 * it("accepts lines in any order", () => assertLaw(linesDoNotMatter, openDomainDriver()))
 */
export const linesDoNotMatter = makeLaw({
  name: "order and splitting of lines do not matter",
  statement:
    "Two orders for the same pieces have the same result, stock and total, in whatever order and however split their lines are.",
  assumptions: ["No rule of the shop depends on the number of lines. Rules and prices treat two new buyers alike."],
  needs: ["placed", "refused"],
  examples: (driver) =>
    fc
      .record({ items: anyItems(driver), lines: fc.array(anyRewritten, { minLength: 1, maxLength: 4 }) })
      .map(({ items, lines }) => ({ items, lines: linesOnItems(items, lines) })),
  describe: ({ items, lines }) => [
    "There are two identical shops.",
    ...describeItems(items),
    `In the first, buyer 1 orders ${describeLines(lines)}.`,
    `In the second, buyer 2 orders ${describeLines(rewritten(lines))}.`,
  ],
  holds: async (driver, { items: plans, lines }) => {
    const play = async (buyer: number, lines: ReadonlyArray<Line>) => {
      const items = await putOnSale(driver, plans)
      const result = await driver.place({ buyer, lines: requestedItems(items, lines) })
      return { result, available: await driver.available(items) }
    }
    const [first, second] = [await play(0, lines), await play(1, rewritten(lines))]
    for (const { result } of [first, second])
      demand(
        first.result.accepted === second.result.accepted,
        () => `only one of the orders was rejected${result.accepted ? "" : `: ${result.because}`}.`,
      )
    demand(
      sameCounts(first.available, second.available),
      () =>
        `the available quantities are ${describeCounts(first.available)} in the first shop and ${describeCounts(second.available)} in the second.`,
    )
    const [one, other] = [first, second].map(({ result }) => (result.accepted ? result.value.total : null))
    demand(one === other, () => `the totals are ${one} and ${other} minor units.`)
    return true
  },
})

const anyRewritten: fc.Arbitrary<Rewritten> = fc.record({
  item: fc.nat(2),
  quantity: fc.integer({ min: 1, max: 4 }),
  split: fc.nat(3),
  keys: fc.tuple(fc.nat(9), fc.nat(9)),
})

const rewritten = (lines: ReadonlyArray<Rewritten>): ReadonlyArray<Line> =>
  lines
    .flatMap(({ item, quantity, split, keys }) => {
      const parts = split > 0 && split < quantity ? [quantity - split, split] : [quantity]
      return parts.map((pieces, i) => ({ item, quantity: pieces, key: at(keys, i) }))
    })
    .toSorted((a, b) => a.key - b.key)
    .map(({ item, quantity }) => ({ item, quantity }))
