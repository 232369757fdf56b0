import { Result } from "effect"
import { AccountId } from "../../../domain/account/account.ts"
import { type Actor, operator } from "../../../domain/account/actor.ts"
import { CategoryId } from "../../../domain/catalog/category.ts"
import { money } from "../../../domain/catalog/money.ts"
import type { Offer } from "../../../domain/catalog/offer.ts"
import { newProduct, ProductId, VariantId } from "../../../domain/catalog/product.ts"
import { reprice } from "../../../domain/catalog/reprice.ts"
import { changeStatus } from "../../../domain/order/change-status.ts"
import { type Order, OrderId, OrderLineId, total } from "../../../domain/order/order.ts"
import { placeOrder, withIds } from "../../../domain/order/place-order.ts"
import { applyPolicies, type Policies } from "../../../domain/order/policies.ts"
import { permitStatusChange } from "../../../domain/order/status-policy.ts"
import { restock } from "../../../domain/stock/restock.ts"
import { moveAll, settle } from "../../../domain/stock/settle.ts"
import { StockItemId } from "../../../domain/stock/stock-item.ts"
import { available, type StockLevel } from "../../../domain/stock/stock-level.ts"
import {
  accepted,
  type CommandResult,
  type Item,
  type ItemPlan,
  refused,
  type SeenOrder,
  type ShopDriver,
} from "../driver.ts"
import { at, sameItem } from "../scenario.ts"

/**
 * Drives the domain's functions without any store: decisions are applied to maps in memory. A broken law is a fault of
 * the rules themselves. Supports restock and reprice. `policies` are the rules of a host.
 *
 * @example
 * await assertLaw(conservationOfStock, openDomainDriver())
 */
export const openDomainDriver = ({ policies = {} }: { readonly policies?: Policies | undefined } = {}): ShopDriver => {
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

  const withLevel = (offer: Offer): Offer => ({ ...offer, ...levelOf(offer.stockItem) })

  const put = (changed: ReadonlyArray<StockLevel>): void => {
    for (const level of changed) levels.set(level.stockItem, level)
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
    const known = lines.map(({ item }) => withLevel(Result.getOrThrow(offerOf(item))))
    const applied = applyPolicies(policies, { actor: buyerOf(buyer), request, offers: known, now }, decided.success)
    if (Result.isFailure(applied)) return refused(applied.failure._tag)
    const placement = applied.success
    const settled = settle(levels.values(), [placement])
    const [short = null] = settled.outcomes
    if (short !== null) return refused(short._tag)
    put(settled.levels)
    const lineIds = placement.order.lines.map((_, i) => OrderLineId(i + 1))
    const { order } = withIds(placement, OrderId(orders.length + 1), lineIds)
    orders.push(order)
    return accepted(seen(order))
  }

  const createVariants = async (plans: ReadonlyArray<ItemPlan>): Promise<ReadonlyArray<Item>> => {
    const { kind, stock, price } = at(plans, 0)
    const isOne = kind === "product"
    const variants = isOne ? [] : plans.map((plan, i) => ({ size: `M${i}`, color: "red", stock: plan.stock }))
    const details = { name: "item", description: "", category: CategoryId(1), stock: isOne ? stock : 0, variants }
    const known = Result.getOrThrow(newProduct({ ...details, price: Result.getOrThrow(money(price)) }))
    const product = levels.size + 1
    return plans.map((plan) => {
      const number = levels.size + 1
      const item = { product, variant: isOne ? null : number }
      const level = { stockItem: StockItemId(number), onHand: plan.stock, reserved: 0 }
      const offer = { ...level, product: ProductId(product), variant: variantOf(item), price: known.price }
      offers.push({ item, offer })
      levels.set(level.stockItem, level)
      return item
    })
  }

  return {
    sells: ["product", "variant"],
    priceStep: 1,
    showsAdjustments: true,
    createItem: async (plan) => at(await createVariants([plan]), 0),
    createVariants,
    place,
    changeStatus: async (id, to): Promise<CommandResult<void>> => {
      const order = orders[id - 1]
      if (order === undefined) return refused("UnknownOrder")
      if (policies.status !== undefined && order.status !== to) {
        const permitted = permitStatusChange(policies.status, { actor: operator, order, to, now })
        if (Result.isFailure(permitted)) return refused(permitted.failure._tag)
      }
      const change = changeStatus(order, to, now)
      if (Result.isFailure(change)) return refused(change.failure._tag)
      if (change.success === null) return accepted(undefined)
      const moved = moveAll((stockItem) => levels.get(stockItem), change.success.movements)
      if (Result.isFailure(moved)) return refused(moved.failure._tag)
      put(moved.success)
      orders[id - 1] = change.success.order
      return accepted(undefined)
    },
    available: async (items) => items.map((item) => available(levelOf(Result.getOrThrow(offerOf(item)).stockItem))),
    ordersOf: async (buyer) => orders.filter(({ account }) => account === buyer + 1).map(seen),
    restock: async (item, quantity) => {
      const request = { product: ProductId(item.product), variant: variantOf(item), quantity }
      const offer = Result.map(offerOf(item), (known) => ({ ...known, ...levelOf(known.stockItem) }))
      const { level } = Result.getOrThrow(restock(request, offer, now))
      levels.set(level.stockItem, { ...levelOf(level.stockItem), ...level })
    },
    reprice: async (item, price) => {
      const sold = new Map(
        offers.filter((known) => known.item.product === item.product).map((known) => [known.item, known]),
      )
      for (const { item: variant, offer } of sold.values()) {
        const change = reprice({ id: offer.product, price: offer.price }, Result.getOrThrow(money(price)), now)
        if (change !== null) offers.push({ item: variant, offer: { ...offer, price: change.product.price } })
      }
    },
    close: async () => {},
  }
}

const buyerOf = (buyer: number): Actor => ({ id: AccountId(buyer + 1), username: null, isAdmin: false })

/** Returns the variant that an item refers to, as the domain represents it. */
export const variantOf = ({ variant }: Item): VariantId | null => (variant === null ? null : VariantId(variant))

/** Converts an order of the domain for the laws. */
export const seen = (order: Order): SeenOrder => ({
  id: order.id,
  status: order.status,
  lines: order.lines.map(({ product, variant, quantity, price }) => ({ item: { product, variant }, quantity, price })),
  total: total(order),
  adjustments: order.adjustments,
})
