import { Effect, Result, Stream } from "effect"
import { makeCreateProduct } from "../../../application/catalog/create-product.ts"
import { makeEditProduct } from "../../../application/catalog/edit-product.ts"
import { makeListProducts } from "../../../application/catalog/list-products.ts"
import { makeReprice } from "../../../application/catalog/reprice.ts"
import { makeChangeOrderStatus } from "../../../application/order/change-order-status.ts"
import { makeStreamOrders } from "../../../application/order/list-orders.ts"
import { makePlaceOrder } from "../../../application/order/place-order.ts"
import { makeRestock } from "../../../application/stock/restock.ts"
import { makeTakeStock } from "../../../application/stock/take-stock.ts"
import type { Account } from "../../../domain/account/account.ts"
import { money } from "../../../domain/catalog/money.ts"
import { type Product, ProductId } from "../../../domain/catalog/product.ts"
import { type IdempotencyKey, idempotencyKey } from "../../../domain/order/idempotency-key.ts"
import { OrderId } from "../../../domain/order/order.ts"
import type { Policies } from "../../../domain/order/policies.ts"
import type { BuyerCommands, CommandResult, Item, ItemPlan, OrderPlan, SeenOrder, ShopDriver } from "../driver.ts"
import { interleavedStore } from "../interleaving.ts"
import { freshName, openAccount, run, type Store } from "../ports.ts"
import { at } from "../scenario.ts"
import { ShopFailed } from "../shop-errors.ts"
import { answerOf, lineOf } from "./answers.ts"
import { seen, variantOf } from "./domain.ts"
import { openGuests } from "./use-case-guests.ts"
import { openReading } from "./use-case-reading.ts"

/**
 * Drives the use cases over any store. A broken law is a fault of the adapter or of a use case. Supports every
 * capability.
 *
 * `store` is an open store. Closing the driver leaves it open. `policies` are the rules of a host. `interleave` lets a
 * scheduler of fast-check decide which concurrent call of the store is next, for stores in this process that hold no locks
 * between calls. Then a seed repeats a race. Defaults to false.
 *
 * @example
 * await assertLaw(sameKeySameOrder, await openUseCaseDriver(openInMemory()), { numRuns: 50 })
 */
export const openUseCaseDriver = async (
  store: Store,
  {
    policies,
    interleave = false,
  }: { readonly policies?: Policies | undefined; readonly interleave?: boolean | undefined } = {},
): Promise<ShopDriver> => {
  const interleaved = interleave ? interleavedStore(store) : null
  const ports = interleaved?.store ?? store
  const { products, offers, editor, keys } = ports.catalog
  const { inventory } = ports.stock
  const { orders, ledger } = ports.orders
  const clock = { now: () => new Date() }
  const createProduct = makeCreateProduct({ products, editor, keys, clock })
  const listProducts = makeListProducts({ products })
  const restock = makeRestock({ offers, inventory, clock })
  const reprice = makeReprice({ products, clock })
  const takeStock = makeTakeStock({ offers, inventory, clock })
  // Archiving refers to no picture.
  const pictures = { remove: () => Effect.void }
  const editProduct = makeEditProduct({ editor, pictures, clock })
  const placeOrder = makePlaceOrder({ offers, ledger, clock, policies })
  const streamOrders = makeStreamOrders({ orders })
  const changeOrderStatus = makeChangeOrderStatus({ orders, ledger, clock, policies })
  const admin = await openAccount(ports, { name: freshName("laws-admin"), isAdmin: true })
  const category = await run(ports.catalog.categories.add(freshName("laws")))
  const buyers = new Map<number, Promise<Account>>()

  const buyerOf = (buyer: number): Promise<Account> => {
    const name = freshName("laws-buyer")
    const known = buyers.get(buyer) ?? openAccount(ports, { name, email: `${name}@example.com` })
    buyers.set(buyer, known)
    return known
  }

  const place = async ({ buyer, lines }: OrderPlan, key?: IdempotencyKey): Promise<CommandResult<SeenOrder>> => {
    const command = { lines: lines.map(lineOf), delivery: null, idempotencyKey: key }
    return answerOf(Effect.map(placeOrder(await buyerOf(buyer), command), seen))
  }

  const productOf = (plans: ReadonlyArray<ItemPlan>) => {
    const { kind, stock, price } = at(plans, 0)
    const isOne = kind === "product"
    const variants = isOne ? [] : plans.map((plan, i) => ({ size: `M${i}`, color: "red", stock: plan.stock }))
    const own = { stock: isOne ? stock : 0, price: Result.getOrThrow(money(price)) }
    return { name: "item", description: "", category: category.id, variants, ...own }
  }

  const createVariants = async (plans: ReadonlyArray<ItemPlan>): Promise<ReadonlyArray<Item>> => {
    const { id, variants } = await run(createProduct(admin, productOf(plans)))
    return plans.map((_, i) => ({ product: id, variant: variants[i]?.id ?? null }))
  }

  const asBuyer = (buyer: number): BuyerCommands => ({
    changeStatus: async (order, status) =>
      answerOf(Effect.asVoid(changeOrderStatus(await buyerOf(buyer), { order: OrderId(order), status }))),
    createItem: async (plan) => answerOf(Effect.asVoid(createProduct(await buyerOf(buyer), productOf([plan])))),
  })

  return {
    sells: ["product", "variant"],
    showsAdjustments: true,
    priceStep: 1,
    createItem: async (plan) => at(await createVariants([plan]), 0),
    createVariants,
    place: (plan) => place(plan),
    placeOnce: (plan, key) => place(plan, Result.getOrThrow(idempotencyKey(key))),
    changeStatus: (order, status) =>
      answerOf(Effect.asVoid(changeOrderStatus(admin, { order: OrderId(order), status }))),
    available: async (items) => {
      const listed = new Map((await run(listProducts())).map((product) => [product.id, product]))
      return items.map((item) => availableOf(listed.get(ProductId(item.product)), item))
    },
    ordersOf: async (buyer) => (await run(Stream.runCollect(streamOrders(await buyerOf(buyer))))).map(seen),
    restock: async (item, quantity) => {
      await run(restock(admin, { product: ProductId(item.product), variant: variantOf(item), quantity }))
    },
    reprice: async (item, price) => {
      await run(reprice(admin, { product: ProductId(item.product), price: Result.getOrThrow(money(price)) }))
    },
    asBuyer,
    ...openReading(ports, admin, buyerOf),
    takeStock: (item, counted) =>
      answerOf(
        Effect.asVoid(takeStock(admin, { product: ProductId(item.product), variant: variantOf(item), counted })),
      ),
    archive: async ({ product }) => {
      await run(editProduct(admin, { product: ProductId(product), changes: { isArchived: true } }))
    },
    guests: openGuests(ports, { placeOrder, offers, policies, clock }, buyerOf),
    interleave: interleaved?.interleave,
    close: async () => {},
  }
}

const availableOf = (product: Product | undefined, { variant }: Item): number => {
  const shown = variant === null ? product : product?.variants.find(({ id }) => id === variant)
  if (shown === undefined) throw new ShopFailed("an item that was put on sale is not listed")
  return shown.available
}
