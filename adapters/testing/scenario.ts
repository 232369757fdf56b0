import fc from "fast-check"
import { type OrderStatus, orderStatuses } from "../../domain/order/status.ts"
import type { Item, ItemPlan, RequestedItem, SeenOrder, ShopDriver } from "./driver.ts"

/** A line that names an item by its place in the example, from 0. */
export interface Line {
  readonly item: number
  readonly quantity: number
}

/** What somebody does in a shop. Orders are named by their place among those placed so far, from 0. */
export type Step =
  | { readonly do: "place"; readonly buyer: number; readonly lines: ReadonlyArray<Line> }
  | { readonly do: "change"; readonly order: number; readonly to: OrderStatus }
  | { readonly do: "rush"; readonly item: number; readonly buyers: number }
  | { readonly do: "restock"; readonly item: number; readonly pieces: number }
  | { readonly do: "reprice"; readonly item: number; readonly price: number }

const MAX_ITEMS = 3

/**
 * One to three items to put on sale, of kinds and at prices that the shop knows, `stock` pieces of each.
 *
 * @example
 * fc.assert(fc.property(anyItems(openDomainDriver()), (items) => items.length > 0))
 */
export const anyItems = (
  { sells, priceStep }: ShopDriver,
  stock: fc.Arbitrary<number> = fc.nat(8),
): fc.Arbitrary<ReadonlyArray<ItemPlan>> =>
  fc.array(
    fc.record({
      kind: fc.constantFrom(...sells),
      stock,
      price: fc.integer({ min: 1, max: 999 }).map((steps) => steps * priceStep),
    }),
    { minLength: 1, maxLength: MAX_ITEMS },
  )

/**
 * Lines of one to four pieces each; an item may be named by several. Shrinks to one piece of the first item. Drawn apart
 * from the items, so that both shrink freely: where there are fewer, take `item` modulo how many there are.
 *
 * @example
 * fc.assert(fc.property(anyLines, (lines) => lines.every(({ quantity }) => quantity >= 1 && quantity <= 4)))
 */
export const anyLines: fc.Arbitrary<ReadonlyArray<Line>> = fc.array(
  fc.record({ item: fc.nat(MAX_ITEMS - 1), quantity: fc.integer({ min: 1, max: 4 }) }),
  { minLength: 1, maxLength: 4 },
)

/** Lines of the items there are. */
export const linesOnItems = <L extends Line>(
  items: ReadonlyArray<unknown>,
  lines: ReadonlyArray<L>,
): ReadonlyArray<L> => lines.map((line) => ({ ...line, item: line.item % items.length }))

/**
 * Steps of every kind that the shop can take.
 *
 * @example
 * const model = modelShop([{ kind: "product", stock: 2, price: 350 }])
 * for (const step of fc.sample(anyStep(openDomainDriver()), 10)) if (step.do === "change") model.take(step)
 */
export const anyStep = ({ restock, reprice, priceStep }: ShopDriver): fc.Arbitrary<Step> => {
  const item = fc.nat(MAX_ITEMS - 1)
  const place = fc.record({ do: fc.constant("place" as const), buyer: fc.nat(1), lines: anyLines })
  const change = fc.record({
    do: fc.constant("change" as const),
    order: fc.nat(3),
    to: fc.constantFrom(...orderStatuses),
  })
  const rush = fc.record({ do: fc.constant("rush" as const), item, buyers: fc.integer({ min: 2, max: 5 }) })
  const pieces = fc.integer({ min: 1, max: 5 })
  const price = fc.integer({ min: 1, max: 999 }).map((steps) => steps * priceStep)
  return fc.oneof(
    { weight: 4, arbitrary: place },
    { weight: 6, arbitrary: change },
    { weight: 1, arbitrary: rush },
    ...(restock === undefined ? [] : [fc.record({ do: fc.constant("restock" as const), item, pieces })]),
    ...(reprice === undefined ? [] : [fc.record({ do: fc.constant("reprice" as const), item, price })]),
  )
}

/** A step of the items there are. */
export const stepOnItems = (items: ReadonlyArray<unknown>, step: Step): Step => {
  if (step.do === "change") return step
  return step.do === "place"
    ? { ...step, lines: linesOnItems(items, step.lines) }
    : { ...step, item: step.item % items.length }
}

/** Puts an example's items on sale. */
export const putOnSale = async (driver: ShopDriver, plans: ReadonlyArray<ItemPlan>): Promise<ReadonlyArray<Item>> => {
  const items: Array<Item> = []
  for (const plan of plans) items.push(await driver.createItem(plan))
  return items
}

/** The item at a place of the example. */
export const at = <A>(values: ReadonlyArray<A>, index: number): A => {
  const value = values[index]
  if (value === undefined) throw new Error(`nothing at place ${index} of ${values.length}`)
  return value
}

export const requestedItems = (items: ReadonlyArray<Item>, lines: ReadonlyArray<Line>): ReadonlyArray<RequestedItem> =>
  lines.map(({ item, quantity }) => ({ item: at(items, item), quantity }))

export const sameItem = (one: Item, other: Item): boolean =>
  one.product === other.product && one.variant === other.variant

/** The orders of the first `buyers` buyers that name any of the items, by id: what an example has left behind. */
export const ordersAbout = async (
  driver: ShopDriver,
  buyers: number,
  items: ReadonlyArray<Item>,
): Promise<ReadonlyArray<SeenOrder>> => {
  const lists = await Promise.all(Array.from({ length: buyers }, (_, buyer) => driver.ordersOf(buyer)))
  return lists
    .flat()
    .filter(({ lines }) => lines.some(({ item }) => items.some(({ product }) => product === item.product)))
    .toSorted((a, b) => a.id - b.id)
}

/** Pieces of an item in the lines. */
export const piecesOf = <I>(
  lines: ReadonlyArray<{ readonly item: I; readonly quantity: number }>,
  isIt: (item: I) => boolean,
) => lines.reduce((sum, { item, quantity }) => sum + (isIt(item) ? quantity : 0), 0)
