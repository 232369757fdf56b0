import type { ItemPlan } from "./driver.ts"
import { type ModelOrder, type Pieces, piecesIn, type ShopModel, type ShopStatus } from "./shop-model.ts"

/** An item of a model. Items with the same `product` are variants of one product. */
export interface ModelItem {
  readonly product: number
  readonly onHand: number
  readonly reserved: number
  /** In minor units. */
  readonly price: number
}

/** A shop as plain counts. Items and orders are identified by their position, from 0. */
export interface ModelState {
  readonly items: ReadonlyArray<ModelItem>
  readonly orders: ReadonlyArray<ModelOrder>
}

/** An order that a model is asked to accept. */
export interface ModelRequest {
  readonly buyer: number
  readonly lines: ReadonlyArray<{ readonly item: number; readonly quantity: number }>
}

/**
 * Returns a shop that sells the items and has no orders.
 *
 * @example
 * availableIn(initialState([{ kind: "product", stock: 3, price: 350 }])) // [3]
 */
export const initialState = (plans: ReadonlyArray<ItemPlan>): ModelState => {
  let product = -1
  const items = plans.map(({ stock, price, sibling }) => {
    if (sibling !== true) product += 1
    return { product, onHand: stock, reserved: 0, price }
  })
  return { items, orders: [] }
}

/**
 * Returns the available quantity of each item. It is negative for an item with backorders.
 *
 * @example
 * availableIn({ items: [{ product: 0, onHand: 3, reserved: 1, price: 350 }], orders: [] }) // [2]
 */
export const availableIn = ({ items }: ModelState): ReadonlyArray<number> =>
  items.map(({ onHand, reserved }) => onHand - reserved)

/**
 * Places an order. Returns `null` if stock or a rule does not allow it.
 *
 * @example
 * const state = { items: [{ product: 0, onHand: 3, reserved: 0, price: 350 }], orders: [] }
 * placeInModel(plainModel, state, { buyer: 0, lines: [{ item: 0, quantity: 4 }] }) // null
 */
export const placeInModel = (
  { rules, price: priceFor = (_buyer, price) => price, total: totalOf, backorders = 0 }: ShopModel,
  state: ModelState,
  { buyer, lines }: ModelRequest,
): ModelState | null => {
  const priced = lines.map((line) => ({ ...line, price: priceFor(buyer, state.items[line.item]?.price ?? 0) }))
  const total = priced.reduce((sum, { quantity, price }) => sum + quantity * price, 0)
  const unadjusted: ModelOrder = { buyer, lines: priced, status: "created", total }
  const order = totalOf === undefined ? unadjusted : { ...unadjusted, total: totalOf(unadjusted) }
  const items = moved(state.items, order, null, "reserved")
  if (items.some(({ onHand, reserved }, i) => onHand - reserved < -backorders && reserved !== state.items[i]?.reserved))
    return null
  if (!rules.every((accepts) => accepts(order, state.orders))) return null
  return { items, orders: [...state.orders, order] }
}

/**
 * Changes the status of an order, with its stock. Setting the current status again changes nothing. Returns `null` for an
 * unknown order, and for a change that the model does not allow.
 *
 * @example
 * const order = { buyer: 0, lines: [{ item: 0, quantity: 1, price: 350 }], status: "created", total: 350 }
 * const state = { items: [{ product: 0, onHand: 3, reserved: 1, price: 350 }], orders: [order] }
 * changeInModel(plainModel, state, 0, "cancelled")?.items[0]?.reserved // 0
 */
export const changeInModel = (
  { next, pieces = piecesIn }: ShopModel,
  state: ModelState,
  position: number,
  to: ShopStatus,
): ModelState | null => {
  const order = state.orders[position]
  if (order === undefined) return null
  if (order.status === to) return state
  if (!next(order.status).includes(to)) return null
  return {
    items: moved(state.items, order, pieces(order.status), pieces(to)),
    orders: state.orders.with(position, { ...order, status: to }),
  }
}

/** What pieces in each place add to the counts of their item, compared with pieces for sale. */
const effects: Readonly<Record<Pieces, { readonly onHand: number; readonly reserved: number }>> = {
  reserved: { onHand: 0, reserved: 1 },
  shipped: { onHand: -1, reserved: 0 },
  released: { onHand: 0, reserved: 0 },
}

const moved = (
  items: ReadonlyArray<ModelItem>,
  { lines }: ModelOrder,
  from: Pieces | null,
  to: Pieces,
): ReadonlyArray<ModelItem> => {
  const [before, after] = [effects[from ?? "released"], effects[to]]
  return items.map((item, position) => {
    const quantity = lines.reduce((sum, line) => sum + (line.item === position ? line.quantity : 0), 0)
    return {
      ...item,
      onHand: item.onHand + quantity * (after.onHand - before.onHand),
      reserved: item.reserved + quantity * (after.reserved - before.reserved),
    }
  })
}
