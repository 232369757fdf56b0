import { Result } from "effect"
import { AccountId } from "../../../domain/account/account.ts"
import { CategoryId } from "../../../domain/catalog/category.ts"
import { money } from "../../../domain/catalog/money.ts"
import type { Offer } from "../../../domain/catalog/offer.ts"
import { newProduct, ProductId, VariantId } from "../../../domain/catalog/product.ts"
import { reprice } from "../../../domain/catalog/reprice.ts"
import { changeStatus } from "../../../domain/order/change-status.ts"
import { type Order, OrderId, OrderLineId, total } from "../../../domain/order/order.ts"
import { placeOrder } from "../../../domain/order/place-order.ts"
import type { Movement } from "../../../domain/stock/movement.ts"
import { restock } from "../../../domain/stock/restock.ts"
import { StockItemId } from "../../../domain/stock/stock-item.ts"
import { available, move, replenish, type StockLevel } from "../../../domain/stock/stock-level.ts"
import { type Answer, accepted, type Item, refused, type SeenOrder, type ShopDriver } from "../driver.ts"
import { sameItem } from "../scenario.ts"

/**
 * Drives the domain's functions without any store: decisions are applied to maps in memory. A broken law is a fault of
 * the rules themselves. Supports restock and reprice.
 *
 * @example
 * await assertLaw(conservationOfStock, openDomainDriver())
 */
export const openDomainDriver = (): ShopDriver => {
  const offers: Array<{ readonly item: Item; readonly offer: Offer }> = []
  const levels = new Map<StockItemId, StockLevel>()
  const orders: Array<Order> = []
  const now = new Date(0)

  const offerOf = (item: Item): Result.Result<Offer, "no-such-product"> => {
    const found = offers.findLast((known) => sameItem(known.item, item))
    return found === undefined ? Result.fail("no-such-product") : Result.succeed(found.offer)
  }

  const levelOf = (stockItem: StockItemId): StockLevel => {
    const level = levels.get(stockItem)
    if (level === undefined) throw new Error(`nothing is known of stock item ${stockItem}`)
    return level
  }

  /** Applies all movements, or none and returns the reason. */
  const takeAll = (movements: ReadonlyArray<Movement>): string | null => {
    const moved = new Map<StockItemId, StockLevel>()
    for (const movement of movements) {
      const level = move(moved.get(movement.stockItem) ?? levelOf(movement.stockItem), movement)
      if (Result.isFailure(level)) return level.failure._tag
      if (level.success.onHand < 0 || level.success.reserved < 0)
        throw new Error(`a ${movement.kind} of ${movement.quantity} goes below zero`)
      moved.set(movement.stockItem, level.success)
    }
    for (const [stockItem, level] of moved) levels.set(stockItem, level)
    return null
  }

  const place: ShopDriver["place"] = async ({ buyer, lines }) => {
    const requested = lines.map(({ item, quantity }) => ({
      product: ProductId(item.product),
      variant: variantOf(item),
      quantity,
    }))
    const request = { account: AccountId(buyer + 1), lines: requested, delivery: null }
    const decided = placeOrder(
      request,
      lines.map(({ item }) => offerOf(item)),
      now,
    )
    if (Result.isFailure(decided)) return refused(decided.failure._tag)
    const { order, movements } = decided.success
    const short = takeAll(movements)
    if (short !== null) return refused(short)
    const numbered = order.lines.map((line, i) => ({ ...line, id: OrderLineId(i + 1) }))
    const placed: Order = { ...order, id: OrderId(orders.length + 1), lines: numbered }
    orders.push(placed)
    return accepted(seen(placed))
  }

  return {
    sells: ["product", "variant"],
    priceStep: 1,
    createItem: async ({ kind, stock, price }) => {
      const variants = kind === "variant" ? [{ size: "M", color: "red", stock }] : []
      const category = CategoryId(1)
      const details = { name: "item", description: "", category, stock: kind === "variant" ? 0 : stock, variants }
      const known = Result.getOrThrow(newProduct({ ...details, price: Result.getOrThrow(money(price)) }))
      const number = offers.length + 1
      const item = { product: number, variant: kind === "variant" ? number : null }
      const variant = variantOf(item)
      const stockItem = StockItemId(number)
      offers.push({ item, offer: { stockItem, product: ProductId(number), variant, price: known.price } })
      levels.set(stockItem, { stockItem, onHand: stock, reserved: 0 })
      return item
    },
    place,
    changeStatus: async (id, to): Promise<Answer<void>> => {
      const order = orders[id - 1]
      if (order === undefined) return refused("UnknownOrder")
      const change = changeStatus(order, to, now)
      if (Result.isFailure(change)) return refused(change.failure._tag)
      if (change.success === null) return accepted(undefined)
      const short = takeAll(change.success.movements)
      if (short !== null) return refused(short)
      orders[id - 1] = change.success.order
      return accepted(undefined)
    },
    available: async (items) => items.map((item) => available(levelOf(Result.getOrThrow(offerOf(item)).stockItem))),
    ordersOf: async (buyer) => orders.filter(({ account }) => account === buyer + 1).map(seen),
    restock: async (item, quantity) => {
      const request = { product: ProductId(item.product), variant: variantOf(item), quantity }
      const { stockItem } = Result.getOrThrow(restock(request, offerOf(item), now))
      levels.set(stockItem, Result.getOrThrow(replenish(levelOf(stockItem), quantity)))
    },
    reprice: async (item, price) => {
      const offer = Result.getOrThrow(offerOf(item))
      const change = reprice({ id: offer.product, price: offer.price }, Result.getOrThrow(money(price)), now)
      if (change !== null) offers.push({ item, offer: { ...offer, price: change.to } })
    },
    close: async () => {},
  }
}

/** Returns the variant that an item refers to, as the domain represents it. */
export const variantOf = ({ variant }: Item): VariantId | null => (variant === null ? null : VariantId(variant))

/** Converts an order of the domain for the laws. */
export const seen = (order: Order): SeenOrder => ({
  id: order.id,
  status: order.status,
  lines: order.lines.map(({ product, variant, quantity, price }) => ({ item: { product, variant }, quantity, price })),
  total: total(order),
})
