import { type OrderStatus, orderStatuses } from "../../../domain/order/status.ts"
import { type Conventions, mappingOf, usual } from "./conventions.ts"
import type { Flaw } from "./flaws.ts"
import { isGuest } from "./guest-rules.ts"
import {
  nextStatuses,
  type PlacedAdjustment,
  type PlacedLine,
  type PlacedOrder,
  Refused,
  type Shelf,
  type StockedProduct,
} from "./records.ts"

/** Lets other requests run. */
const turn = async (): Promise<void> => {
  for (let i = 0; i < 4; i++) await null
}

/** The rules of a shop in memory, with at most one mistake. Money is in minor units. */
export const referenceShop = (flaw: Flaw | null = null, conventions: Conventions = usual) => {
  const has = (one: Flaw): boolean => flaw === one
  const products = new Map<number, StockedProduct>()
  const orders: Array<PlacedOrder> = []
  const keys = new Map<string, { readonly request: string; readonly result: Promise<PlacedOrder> }>()
  let ids = 0
  let lastUser = ""

  const quantityOf = (asked: unknown): number => {
    const read = typeof asked === "string" && has("counts a quantity sent as text wrongly") ? Number(asked) * 2 : asked
    const wrapped = has("wraps large quantities") ? Number(read) | 0 : Number(read)
    const least =
      has("accepts negative quantities") || has("wraps large quantities") ? -Infinity : has("accepts no pieces") ? 0 : 1
    const whole = has("accepts fractions") || Number.isInteger(wrapped)
    if (!whole || Number.isNaN(wrapped) || wrapped < least) throw new Refused("A valid integer is required.")
    return wrapped
  }

  const lineOf = (asked: { product?: unknown; variant?: unknown; quantity?: unknown }): PlacedLine | null => {
    const product = products.get(Number(asked.product))
    if (product === undefined) {
      if (has("skips unknown products")) return null
      throw new Refused("Invalid pk - object does not exist.")
    }
    const quantity = quantityOf(asked.quantity)
    const [first] = product.variants
    if (first === undefined) return { product, variant: null, shelf: product.own, quantity, price: product.price }
    if (asked.variant === undefined) {
      if (has("crashes without a variant")) throw new Error("undefined has no stock")
      throw new Refused("A variant is required.")
    }
    const among = has("accepts variants of other products") ? [...products.values()] : [product]
    const variant = among.flatMap(({ variants }) => variants).find(({ id }) => id === Number(asked.variant))
    if (variant === undefined) throw new Refused("Variant is not of this product.")
    const shelf = has("takes a variant from the stock of its sibling") ? first.shelf : variant.shelf
    return { product, variant: variant.id, shelf, quantity, price: priceOf(product) }
  }
  const priceOf = ({ price }: StockedProduct): number =>
    has("rounds the prices of lines") ? Math.round(price / 100) * 100 : price

  /** A voucher, shipping, and a tax that the prices contain. */
  const adjust = (lines: ReadonlyArray<PlacedLine>): ReadonlyArray<PlacedAdjustment> => {
    if (!conventions.adjusts) return []
    const goods = lines.reduce((sum, { product, quantity }) => sum + quantity * product.price, 0)
    return [
      { kind: "discount", label: "Voucher", amount: -Math.min(goods, 50), isIncluded: false },
      { kind: "shipping", label: "Parcel", amount: 490, isIncluded: false },
      { kind: "tax", label: "VAT", amount: Math.round(goods / 10), isIncluded: true },
    ]
  }

  const take = async (lines: ReadonlyArray<PlacedLine>): Promise<void> => {
    const needed = new Map<Shelf, number>()
    for (const { shelf, quantity } of lines) {
      const before = has("checks each line alone") ? 0 : (needed.get(shelf) ?? 0)
      needed.set(shelf, before + quantity)
    }
    const slack = has("sells one piece too many") ? 1 : has("keeps the last piece") ? -1 : 0
    const taken: Array<readonly [Shelf, number]> = []
    for (const [shelf, quantity] of needed) {
      const read = shelf.stock
      if (quantity > read + slack) {
        if (!has("keeps the stock of a refused order")) for (const [other, back] of taken) other.stock += back
        throw new Refused("Insufficient stock.")
      }
      if (has("checks stock, waits, and then takes it") || has("writes the stock that it read before")) await turn()
      if (has("writes the stock that it read before")) shelf.stock = read - quantity
      else shelf.stock -= quantity
      taken.push([shelf, quantity])
    }
    if (has("does not take the stock of a second line"))
      for (const { shelf, quantity } of lines.slice(1)) shelf.stock += quantity
    if (has("checks each line alone"))
      for (const [shelf] of needed) {
        const whole = lines.filter((line) => line.shelf === shelf).reduce((sum, line) => sum + line.quantity, 0)
        shelf.stock -= whole - (needed.get(shelf) ?? 0)
      }
  }

  const place = async (user: string, items: ReadonlyArray<Record<string, unknown>>): Promise<PlacedOrder> => {
    lastUser = user
    if (items.length === 0 && !has("accepts empty orders")) throw new Refused("This list may not be empty.")
    const read = items.map(lineOf).filter((line) => line !== null)
    const pieces = read.reduce((sum, { quantity }) => sum + quantity, 0)
    const earlierOrders = orders.filter((order) => order.user === user).length
    if (!conventions.accepts({ pieces, earlierOrders })) throw new Refused("Not allowed by the rules of the shop.")
    const lines = has("merges lines and forgets a quantity")
      ? read.filter((line, i) => read.findIndex((other) => other.shelf === line.shelf) === i)
      : read
    const raced = has("gives two orders one id") ? ids + 1 : null
    if (raced !== null || has("stores orders for the buyer who came last")) await turn()
    const order: PlacedOrder = {
      id: raced ?? ids + 1,
      user: has("stores orders for the buyer who came last") ? lastUser : user,
      status: "created",
      lines,
      adjustments: adjust(lines),
    }
    ids = Math.max(ids + (raced === null ? 1 : 0), order.id)
    try {
      await take(read)
    } catch (error) {
      if (has("keeps a refused order")) orders.push(order)
      throw error
    }
    const busy = has("loses an accepted order") && orders.at(-1)?.lines[0]?.shelf === lines[0]?.shelf
    if (!busy) orders.push(order)
    return order
  }

  const placeOnce = (
    user: string,
    items: ReadonlyArray<Record<string, unknown>>,
    key: string,
  ): Promise<PlacedOrder> => {
    if (has("forgets keys")) return place(user, items)
    const name = has("shares keys between buyers") ? key : `${user} ${key}`
    const request = JSON.stringify(items)
    const known = keys.get(name)
    if (known?.request === request) return known.result
    if (known !== undefined && !has("places other lines under a used key"))
      return Promise.reject(new Refused("The key was used for another request.", 422))
    const result = place(user, items)
    const keep = () => void keys.set(name, { request, result })
    if (has("stores keys after the order")) return result.finally(keep)
    keep()
    return result
  }

  const release = (order: PlacedOrder): void => {
    if (has("does not release stock")) return
    if (has("releases no stock of guests") && isGuest(order)) return
    const lines = has("releases the first line only") ? order.lines.slice(0, 1) : order.lines
    for (const { shelf, quantity } of lines) shelf.stock += has("releases one piece per line") ? 1 : quantity
  }

  const isLegal = (from: OrderStatus, to: OrderStatus): boolean => {
    if (has("cannot cancel paid orders") && from === "paid" && to === "cancelled") return false
    return (
      nextStatuses[from].includes(to) ||
      (has("cancels shipped orders") && from === "shipped" && to === "cancelled") ||
      (has("delivers orders that are not shipped") && from === "created" && to === "delivered") ||
      (has("unpays orders") && from === "paid" && to === "created") ||
      (has("cancels delivered orders") && from === "delivered" && to === "cancelled") ||
      (has("reopens cancelled orders") && from === "cancelled" && to === "created") ||
      (has("ships cancelled orders") && from === "cancelled" && to === "shipped")
    )
  }

  const change = async (id: number, to: unknown): Promise<PlacedOrder> => {
    const order = orders.find((each) => each.id === id)
    if (order === undefined) throw new Refused("Not found.", 404)
    const status = orderStatuses.find((each) => each === to)
    if (status === undefined) throw new Refused("Not a valid choice.")
    const from = order.status
    if (from === status) {
      if (conventions.refusesSameStatus) throw new Refused("The order has this status.")
      return order
    }
    const legal = isLegal(from, status)
    if (!legal && !has("refuses a status change and does it")) throw new Refused("Not a legal step.")
    if (has("releases stock for every concurrent cancellation") && status === "cancelled") await turn()
    if (has("ships and cancels concurrently") && status === "shipped") await turn()
    if (status === "cancelled") release(order)
    if (status === "paid" && has("releases stock when an order is paid")) release(order)
    if (status === "shipped" && has("takes stock again when shipping"))
      for (const { shelf, quantity } of order.lines) shelf.stock -= quantity
    order.status = status
    if (!legal) throw new Refused("Not a legal step.")
    return order
  }

  const create = (price: number, stock: number, variants: ReadonlyArray<number>): StockedProduct => {
    const product: StockedProduct = {
      id: ++ids,
      price,
      own: { stock },
      variants: variants.map((count) => ({ id: ++ids, shelf: { stock: count } })),
    }
    products.set(product.id, product)
    return product
  }

  return {
    has,
    create,
    place,
    placeOnce,
    change,
    products,
    orders,
    mapping: mappingOf(conventions),
    ordersOf: (user: string) => orders.filter((order) => order.user === user || has("shows the orders of all buyers")),
    adjustmentsOf: ({ lines, status, adjustments }: PlacedOrder): ReadonlyArray<PlacedAdjustment> => {
      if (has("computes adjustments from current prices")) return adjust(lines)
      if (has("forgets adjustments when an order is cancelled") && status === "cancelled") return []
      return adjustments
    },
    totalOf: ({ lines, adjustments }: PlacedOrder): number => {
      const each = lines.map(({ quantity, price, product }) => ({
        quantity: has("sums prices without quantities") ? 1 : quantity,
        price: has("shows current prices") || has("reprices old orders") ? product.price : price,
      }))
      const goods = each.reduce((sum, { quantity, price }) => sum + quantity * price, 0)
      const added = adjustments.filter(({ isIncluded }) => has("adds included taxes to the total") || !isIncluded)
      const total = has("adds no adjustments to the total")
        ? goods
        : added.reduce((sum, { amount }) => sum + amount, goods)
      return has("rounds totals to whole units") ? Math.round(total / 100) * 100 : total
    },
    shownPrice: ({ price, product }: PlacedLine): number => (has("reprices old orders") ? product.price : price),
    shelfOf: (product: number, variant: number | null): Shelf | undefined => {
      const found = products.get(product)
      return variant === null ? found?.own : found?.variants.find(({ id }) => id === variant)?.shelf
    },
    restock: async (shelf: Shelf, pieces: number): Promise<void> => {
      const read = shelf.stock
      if (!has("loses a restocking in a race")) shelf.stock += pieces
      else {
        await turn()
        shelf.stock = read + pieces
      }
    },
  }
}
