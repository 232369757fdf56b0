import { Result } from "effect"
import {
  type Account,
  idempotencyKey,
  money,
  type Order,
  OrderId,
  type Outcome,
  ProductId,
  type Shop,
  total,
  VariantId,
} from "shopwright"
import {
  accepted,
  type CommandResult,
  type OrderPlan,
  refused,
  type SeenOrder,
  type ShopDriver,
} from "shopwright/testing"

/** Lets laws act on an open shop through its use cases. */
export const shopDriver = async (shop: Shop): Promise<ShopDriver> => {
  let accounts = 0
  const register = async (): Promise<Account> =>
    accept(await shop.register({ username: `buyer-${++accounts}`, password: "a-long-password" })).account
  const admin = { ...(await register()), isAdmin: true }
  const category = accept(await shop.createCategory(admin, { name: "Laws" }))
  const buyers = new Map<number, Promise<Account>>()
  const buyerOf = (buyer: number): Promise<Account> => {
    const known = buyers.get(buyer) ?? register()
    buyers.set(buyer, known)
    return known
  }

  const place = async (
    { buyer, lines: requestedItems }: OrderPlan,
    key?: string,
  ): Promise<CommandResult<SeenOrder>> => {
    const lines = requestedItems.map(({ item, quantity }) => ({
      product: ProductId(item.product),
      variant: item.variant === null ? null : VariantId(item.variant),
      quantity,
    }))
    const once = key === undefined ? {} : { idempotencyKey: Result.getOrThrow(idempotencyKey(key)) }
    const placed = await shop.placeOrder(await buyerOf(buyer), { lines, ...once })
    return placed.ok ? accepted(seen(placed.value)) : refused(placed.error._tag)
  }

  return {
    sells: ["product", "variant"],
    priceStep: 1,
    createItem: async ({ kind, stock, price }) => {
      const own = { price: Result.getOrThrow(money(price)), stock: kind === "product" ? stock : 0 }
      const variants = kind === "product" ? [] : [{ size: "M", color: "red", stock }]
      const product = { name: "Item", description: "", category: category.id, variants, ...own }
      const created = accept(await shop.createProduct(admin, product))
      return { product: created.id, variant: created.variants[0]?.id ?? null }
    },
    place: (plan) => place(plan),
    placeOnce: (plan, key) => place(plan, key),
    changeStatus: async (order, status) => {
      const changed = await shop.changeOrderStatus(admin, { order: OrderId(order), status })
      return changed.ok ? accepted(undefined) : refused(changed.error._tag)
    },
    restock: async ({ product, variant }, quantity) => {
      const onto = { product: ProductId(product), variant: variant === null ? null : VariantId(variant) }
      accept(await shop.restock(admin, { ...onto, quantity }))
    },
    reprice: async ({ product }, price) => {
      accept(await shop.reprice(admin, { product: ProductId(product), price: Result.getOrThrow(money(price)) }))
    },
    available: async (items) => {
      const products = new Map((await shop.listProducts()).map((product) => [product.id, product]))
      return items.map(({ product: id, variant }) => {
        const product = products.get(ProductId(id))
        const shown = variant === null ? product : product?.variants.find((one) => one.id === variant)
        return shown?.available ?? 0
      })
    },
    ordersOf: async (buyer) => {
      const orders: Array<SeenOrder> = []
      for await (const order of shop.streamOrders(await buyerOf(buyer))) orders.push(seen(order))
      return orders
    },
    close: shop.close,
  }
}

/** Returns the value of a result that must be a success. */
const accept = <A>(outcome: Outcome<A, { readonly _tag: string }>): A => {
  if (!outcome.ok) throw new Error(`refused: ${outcome.error._tag}`)
  return outcome.value
}

const seen = (order: Order): SeenOrder => ({
  id: order.id,
  status: order.status,
  lines: order.lines.map(({ product, variant, quantity, price }) => ({ item: { product, variant }, quantity, price })),
  total: total(order),
})
