import fc from "fast-check"
import { type OrderStatus, orderStatuses } from "../../domain/order/status.ts"
import type { Item, ItemPlan, RequestedItem, SeenOrder, ShopDriver } from "./driver.ts"

/** A line that refers to an item by its position in the example, from 0. */
export interface Line {
  readonly item: number
  readonly quantity: number
}

/** A step of a scenario. Orders are identified by their position among the orders placed so far, from 0. */
export type Step =
  | { readonly do: "place"; readonly buyer: number; readonly lines: ReadonlyArray<Line> }
  | { readonly do: "change"; readonly order: number; readonly to: OrderStatus }
  | { readonly do: "rush"; readonly item: number; readonly buyers: number }
  | { readonly do: "restock"; readonly item: number; readonly pieces: number }
  | { readonly do: "reprice"; readonly item: number; readonly price: number }

const MAX_ITEMS = 3

/**
 * Generates one to three items of kinds and prices that the shop supports, with `stock` pieces of each.
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
 * Generates lines of one to four pieces each. Several lines may name one item. Shrinks to one piece of the first item.
 * Lines are generated independently of items so that both shrink freely: take `item` modulo the number of items.
 *
 * @example
 * fc.assert(fc.property(anyLines, (lines) => lines.every(({ quantity }) => quantity >= 1 && quantity <= 4)))
 */
export const anyLines: fc.Arbitrary<ReadonlyArray<Line>> = fc.array(
  fc.record({ item: fc.nat(MAX_ITEMS - 1), quantity: fc.integer({ min: 1, max: 4 }) }),
  { minLength: 1, maxLength: 4 },
)

/** Maps lines to existing items. */
export const linesOnItems = <L extends Line>(
  items: ReadonlyArray<unknown>,
  lines: ReadonlyArray<L>,
): ReadonlyArray<L> => lines.map((line) => ({ ...line, item: line.item % items.length }))

/**
 * Generates steps of every kind that the shop supports.
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

/** Maps a step to existing items. */
export const stepOnItems = (items: ReadonlyArray<unknown>, step: Step): Step => {
  if (step.do === "change") return step
  return step.do === "place"
    ? { ...step, lines: linesOnItems(items, step.lines) }
    : { ...step, item: step.item % items.length }
}

/** Creates an example's items in the shop. */
export const putOnSale = async (driver: ShopDriver, plans: ReadonlyArray<ItemPlan>): Promise<ReadonlyArray<Item>> => {
  const items: Array<Item> = []
  for (const plan of plans) items.push(await driver.createItem(plan))
  return items
}

/** Returns the element at a position, which must exist. */
export const at = <A>(values: ReadonlyArray<A>, index: number): A => {
  const value = values[index]
  if (value === undefined) throw new Error(`no element at index ${index} of ${values.length}`)
  return value
}

export const requestedItems = (items: ReadonlyArray<Item>, lines: ReadonlyArray<Line>): ReadonlyArray<RequestedItem> =>
  lines.map(({ item, quantity }) => ({ item: at(items, item), quantity }))

export const sameItem = (one: Item, other: Item): boolean =>
  one.product === other.product && one.variant === other.variant

/**
 * Returns the orders of the first `buyers` buyers that contain any of the items, sorted by id: the result of an
 * example.
 */
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

/** Returns the total quantity of an item in the lines. */
export const piecesOf = <I>(
  lines: ReadonlyArray<{ readonly item: I; readonly quantity: number }>,
  isIt: (item: I) => boolean,
) => lines.reduce((sum, { item, quantity }) => sum + (isIt(item) ? quantity : 0), 0)
