import { Effect, Result } from "effect"
import type { Account, AccountId } from "../../../domain/account/account.ts"
import { type Category, CategoryId } from "../../../domain/catalog/category.ts"
import { UnknownProduct } from "../../../domain/catalog/errors.ts"
import { money } from "../../../domain/catalog/money.ts"
import {
  type NewProduct,
  type NewVariant,
  type Product,
  ProductId,
  VariantId,
} from "../../../domain/catalog/product.ts"
import { reprice } from "../../../domain/catalog/reprice.ts"
import type { Metadata } from "../../../domain/metadata.ts"
import type { Adjustment } from "../../../domain/order/adjustment.ts"
import { changeStatus } from "../../../domain/order/change-status.ts"
import type { Delivery, Order } from "../../../domain/order/order.ts"
import { type Placement, placeOrder, type RequestedLine } from "../../../domain/order/place-order.ts"
import type { OrderStatus } from "../../../domain/order/status.ts"
import type { OutOfStock, StockLimitExceeded } from "../../../domain/stock/errors.ts"
import { restock } from "../../../domain/stock/restock.ts"
import type { StockLevel } from "../../../domain/stock/stock-level.ts"
import { freshName, openAccount, run, type Store } from "../ports.ts"

export { freshName, freshPhone, newAccount, run } from "../ports.ts"

export const NOON = new Date("2026-03-01T12:00:00.123Z")
export const LATER = new Date("2026-03-02T08:30:15.987Z")

/** Ids that no tested store ever reaches. */
export const NO_PRODUCT = ProductId(999_999_999)
export const NO_VARIANT = VariantId(999_999_999)
export const NO_CATEGORY = CategoryId(999_999_999)

/** Runs an effect that must fail and returns its error. */
export const errorOf = <A, E>(effect: Effect.Effect<A, E>): Promise<E> =>
  run(
    Effect.matchEffect(effect, {
      onFailure: Effect.succeed,
      onSuccess: (value) => Effect.die(new Error(`it should be refused, and succeeded with ${JSON.stringify(value)}`)),
    }),
  )

/** Runs all effects concurrently and returns their results in the given order. */
export const race = <A, E>(effects: ReadonlyArray<Effect.Effect<A, E>>): Promise<ReadonlyArray<Result.Result<A, E>>> =>
  run(Effect.all(effects.map(Effect.result), { concurrency: "unbounded" }))

export type Line = Pick<RequestedLine, "product" | "quantity" | "metadata"> & {
  readonly variant?: VariantId | null | undefined
}

/** Short forms of the calls that tests make on a store. */
export const shopOver = (store: Store) => {
  const { categories, products, offers } = store.catalog
  const { inventory } = store.stock
  const { orders, ledger } = store.orders
  const account = (name = freshName("buyer")): Promise<Account> => openAccount(store, { name, at: NOON })

  const category = (name = freshName("category")): Promise<Category> => run(categories.add(name))

  const product = async (
    details: Partial<Omit<NewProduct, "price">> & { readonly price?: number } = {},
  ): Promise<Product> =>
    run(
      products.add(
        {
          name: freshName("product"),
          description: "",
          stock: 0,
          variants: [],
          category: details.category ?? (await category()).id,
          ...details,
          price: Result.getOrThrow(money(details.price ?? 1000)),
        },
        { at: NOON, by: null },
      ),
    )

  const withVariants = (...variants: ReadonlyArray<Partial<NewVariant>>): Promise<Product> =>
    product({ variants: variants.map((variant) => ({ size: "M", color: "red", stock: 0, ...variant })) })

  /** Decides a placement by the domain's rules, from the store's own offers. */
  const decide = (
    buyer: Account,
    lines: ReadonlyArray<Line>,
    delivery: Delivery | null = null,
    at = NOON,
    metadata: Metadata | null = null,
    adjustments: ReadonlyArray<Adjustment> = [],
  ): Effect.Effect<Placement> => {
    const requested = lines.map((line) => ({ ...line, variant: line.variant ?? null }))
    return Effect.map(offers.offersFor(requested), (known) => {
      const request = { account: buyer.id, lines: requested, delivery, metadata }
      const placement = Result.getOrThrow(placeOrder(request, known, at))
      return { ...placement, order: { ...placement.order, adjustments } }
    })
  }

  const placing = (...order: Parameters<typeof decide>): Effect.Effect<Order, OutOfStock> =>
    Effect.flatMap(decide(...order), ledger.record).pipe(
      Effect.catchTag(["UnknownAccount", "TooManyUnpaidOrders"], Effect.die),
    )

  const place = (...order: Parameters<typeof decide>): Promise<Order> => run(placing(...order))

  /** Restocks by the domain's rules, from the store's own offer. */
  const restocking = (line: Line, at = LATER): Effect.Effect<StockLevel, StockLimitExceeded> => {
    const request = { ...line, variant: line.variant ?? null }
    return Effect.flatMap(offers.offersFor([request]), ([offer]) => {
      if (offer === undefined) return Effect.die(new Error("offersFor must return one result per item"))
      const decided = restock(request, offer, at)
      if (Result.isSuccess(decided))
        return inventory
          .recordRestocking(decided.success)
          .pipe(Effect.catchTag("StockLevelConflict", () => restocking(line, at)))
      return decided.failure._tag === "StockLimitExceeded" ? Effect.fail(decided.failure) : Effect.die(decided.failure)
    })
  }

  /** Sets a price by the domain's rules. Returns the product as it is listed afterwards. */
  const repricing = (product: ProductId, minorUnits: number, at = LATER): Effect.Effect<Product, UnknownProduct> =>
    Effect.flatMap(products.find(product), (found) => {
      if (found === null) return Effect.fail(new UnknownProduct({ product }))
      const price = Result.getOrThrow(money(minorUnits))
      const decided = reprice(found, price, at)
      if (decided === null) return Effect.succeed(found)
      return products.recordRepricing(decided).pipe(
        Effect.as({ ...found, price }),
        Effect.catchTag("PriceConflict", () => repricing(product, minorUnits, at)),
      )
    })

  /** Amends an order as decided from the caller's view of it, which may be outdated. */
  const amending = (order: Order, to: OrderStatus, at = LATER, by: AccountId | null = null, reason = "") => {
    const change = Result.getOrThrow(changeStatus(order, to, at, by, reason))
    if (change === null) throw new Error(`the order is ${to} already`)
    return Effect.as(ledger.recordStatusChange(change), change.order)
  }

  const amend = (...amendment: Parameters<typeof amending>): Promise<Order> => run(amending(...amendment))

  const find = async (id: ProductId): Promise<Product> => {
    const found = (await run(products.list())).find((listed) => listed.id === id)
    if (found === undefined) throw new Error(`product ${id} is not listed`)
    return found
  }

  /** The available quantity in the product list. */
  const available = async (id: ProductId): Promise<number> => (await find(id)).available

  const ordersOf = (owner: Account) => run(orders.page({ owner: owner.id, limit: 1000 }))

  return {
    account,
    category,
    product,
    withVariants,
    decide,
    placing,
    place,
    restocking,
    repricing,
    amending,
    amend,
    find,
    available,
    ordersOf,
  }
}

export type Shop = ReturnType<typeof shopOver>
