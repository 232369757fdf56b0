import fc from "fast-check"
import { type OrderStatus, orderStatuses } from "../../domain/order/status.ts"
import type { ItemCall, OrderCall, ShopCommand } from "./commands.ts"
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
  | { readonly do: "item command"; readonly buyer: number; readonly item: number; readonly call: ItemCall }
  | { readonly do: "order command"; readonly order: number; readonly call: OrderCall }

/** The largest number of items of an example. */
export const MAX_ITEMS = 3

/**
 * Generates one to three items of kinds and prices that the shop supports, with `stock` pieces of each. Some are variants
 * of one product, if the shop supports products with several variants.
 *
 * @example
 * fc.assert(fc.property(anyItems(openDomainDriver()), (items) => items.length > 0))
 */
export const anyItems = (
  { sells, priceStep, createVariants }: ShopDriver,
  stock: fc.Arbitrary<number> = fc.nat(8),
): fc.Arbitrary<ReadonlyArray<ItemPlan>> => {
  const item = fc.record({
    kind: fc.constantFrom(...sells),
    stock,
    price: fc.integer({ min: 1, max: 999 }).map((steps) => steps * priceStep),
    sibling: createVariants === undefined ? fc.constant(false) : fc.boolean(),
  })
  return fc.array(item, { minLength: 1, maxLength: MAX_ITEMS }).map((items) => {
    const plans: Array<ItemPlan> = []
    for (const { sibling, ...plan } of items) {
      const before = plans.at(-1)
      if (sibling && before?.kind === "variant") plans.push({ ...plan, kind: "variant", price: before.price, sibling })
      else plans.push(plan)
    }
    return plans
  })
}

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

/**
 * Maps lines to existing items.
 *
 * @example
 * linesOnItems(["A", "B"], [{ item: 2, quantity: 1 }]) // [{ item: 0, quantity: 1 }]
 */
export const linesOnItems = <L extends Line>(
  items: ReadonlyArray<unknown>,
  lines: ReadonlyArray<L>,
): ReadonlyArray<L> => lines.map((line) => ({ ...line, item: line.item % items.length }))

/**
 * Generates steps of every kind that the shop supports, and the commands of a host. {@link anyScenario} maps them to existing items and orders.
 *
 * @example
 * const model = modelShop([{ kind: "product", stock: 2, price: 350 }])
 * for (const step of fc.sample(anyStep(openDomainDriver()), 10)) if (step.do === "change") model.take(step)
 */
export const anyStep = (
  { restock, reprice, priceStep, statuses }: ShopDriver,
  commands: ReadonlyArray<ShopCommand> = [],
): fc.Arbitrary<Step> => {
  const item = fc.nat(MAX_ITEMS - 1)
  const place = fc.record({ do: fc.constant("place" as const), buyer: fc.nat(1), lines: anyLines })
  const requested = statuses ?? orderStatuses
  const change = fc.record({
    do: fc.constant("change" as const),
    order: fc.nat(3),
    to: fc.constantFrom(...(requested.length === 0 ? orderStatuses : requested)),
  })
  const rush = fc.record({ do: fc.constant("rush" as const), item, buyers: fc.integer({ min: 2, max: 5 }) })
  const pieces = fc.integer({ min: 1, max: 5 })
  const price = fc.integer({ min: 1, max: 999 }).map((steps) => steps * priceStep)
  return fc.oneof(
    { weight: 4, arbitrary: place },
    { weight: requested.length === 0 ? 0 : 6, arbitrary: change },
    { weight: 1, arbitrary: rush },
    ...(restock === undefined ? [] : [fc.record({ do: fc.constant("restock" as const), item, pieces })]),
    ...(reprice === undefined ? [] : [fc.record({ do: fc.constant("reprice" as const), item, price })]),
    ...commands.map((command) => ({ weight: command.about === "order" ? 5 : 2, arbitrary: stepOf(command) })),
  )
}

const stepOf = (command: ShopCommand): fc.Arbitrary<Step> =>
  command.about === "item"
    ? fc.record({
        do: fc.constant("item command" as const),
        buyer: fc.nat(1),
        item: fc.nat(MAX_ITEMS - 1),
        call: command.calls,
      })
    : fc.record({ do: fc.constant("order command" as const), order: fc.nat(3), call: command.calls })

/**
 * Creates an example's items in the shop.
 *
 * @example
 * const items = await putOnSale(openDomainDriver(), [{ kind: "product", stock: 3, price: 350 }])
 */
export const putOnSale = async (driver: ShopDriver, plans: ReadonlyArray<ItemPlan>): Promise<ReadonlyArray<Item>> => {
  const products: Array<Array<ItemPlan>> = []
  for (const plan of plans) {
    if (plan.sibling === true) products.at(-1)?.push(plan)
    else products.push([plan])
  }
  const items: Array<Item> = []
  for (const [first, ...siblings] of products) {
    if (first === undefined) continue
    if (siblings.length === 0 || driver.createVariants === undefined) items.push(await driver.createItem(first))
    else items.push(...(await driver.createVariants([first, ...siblings])))
  }
  return items
}

/**
 * Returns the element at a position. Throws if there is none.
 *
 * @example
 * at(["A", "B"], 1) // "B"
 */
export const at = <A>(values: ReadonlyArray<A>, index: number): A => {
  const value = values[index]
  if (value === undefined) throw new Error(`no element at index ${index} of ${values.length}`)
  return value
}

/**
 * Converts lines of an example to lines for the driver.
 *
 * @example
 * const driver = openDomainDriver()
 * const items = await putOnSale(driver, [{ kind: "product", stock: 3, price: 350 }])
 * await driver.place({ buyer: 0, lines: requestedItems(items, [{ item: 0, quantity: 2 }]) })
 */
export const requestedItems = (items: ReadonlyArray<Item>, lines: ReadonlyArray<Line>): ReadonlyArray<RequestedItem> =>
  lines.map(({ item, quantity }) => ({ item: at(items, item), quantity }))

/**
 * Whether two references name the same item.
 *
 * @example
 * sameItem({ product: 1, variant: null }, { product: 1, variant: 2 }) // false
 */
export const sameItem = (one: Item, other: Item): boolean =>
  one.product === other.product && one.variant === other.variant

/**
 * Returns the orders of the first `buyers` buyers that contain any of the items, sorted by id: the result of an
 * example.
 *
 * @example
 * const driver = openDomainDriver()
 * const items = await putOnSale(driver, [{ kind: "product", stock: 3, price: 350 }])
 * const orders = await ordersAbout(driver, 1, items)
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

/**
 * Returns the total quantity of an item in the lines.
 *
 * @example
 * piecesOf([{ item: 0, quantity: 2 }, { item: 1, quantity: 1 }], (item) => item === 0) // 2
 */
export const piecesOf = <I>(
  lines: ReadonlyArray<{ readonly item: I; readonly quantity: number }>,
  isIt: (item: I) => boolean,
) => lines.reduce((sum, { item, quantity }) => sum + (isIt(item) ? quantity : 0), 0)
