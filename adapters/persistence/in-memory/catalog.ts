import { Effect, Result } from "effect"
import type {
  CatalogChange,
  Categories,
  ItemReference,
  Offers,
  PriceConflict,
  Products,
} from "../../../application/ports/catalog.ts"
import { type Category, CategoryId } from "../../../domain/catalog/category.ts"
import { CategoryInUse, CategoryNameTaken, UnknownCategory } from "../../../domain/catalog/errors.ts"
import type { MissingOffer, Offer } from "../../../domain/catalog/offer.ts"
import { type NewProduct, type Product, ProductId } from "../../../domain/catalog/product.ts"
import type { StockItemId } from "../../../domain/stock/stock-item.ts"
import { recordOnce } from "./catalog-keys.ts"
import { productList, toProduct } from "./product-list.ts"
import { numberProduct, putProduct } from "./product-record.ts"
import { copyOf, existing, putEvent, type Store } from "./store.ts"

/** The in-memory implementation of `Categories`. */
export const inMemoryCategories = (store: Store): Categories => ({
  list: () => Effect.sync(() => [...store.categories.values()]),

  add: (name) => Effect.suspend(() => Effect.fromResult(addCategory(store, name))),

  addOnce: (name, request) =>
    recordOnce(
      store,
      request,
      ({ id }) => `${id}`,
      () => addCategory(store, name),
    ),

  rename: ({ id, name }) =>
    Effect.suspend((): Effect.Effect<Category, UnknownCategory | CategoryNameTaken> => {
      const before = store.categories.get(id)
      if (before === undefined) return Effect.fail(new UnknownCategory({ category: id }))
      if ((store.categoriesByName.get(name) ?? id) !== id) return Effect.fail(new CategoryNameTaken({ name }))
      const category = Object.freeze({ id, name })
      store.categoriesByName.delete(before.name)
      store.categoriesByName.set(name, id)
      store.categories.set(id, category)
      return Effect.succeed(category)
    }),

  remove: (id) =>
    Effect.suspend((): Effect.Effect<void, UnknownCategory | CategoryInUse> => {
      const category = store.categories.get(id)
      if (category === undefined) return Effect.fail(new UnknownCategory({ category: id }))
      for (const { product } of store.products.values())
        if (product.category === id) return Effect.fail(new CategoryInUse({ category: id }))
      store.categoriesByName.delete(category.name)
      store.categories.delete(id)
      return Effect.void
    }),
})

const addCategory = (store: Store, name: string): Result.Result<Category, CategoryNameTaken> =>
  store.categoriesByName.has(name)
    ? Result.fail(new CategoryNameTaken({ name }))
    : Result.succeed(putCategory(store, name))

/** Writes a category. The caller has checked that its name is free. */
export const putCategory = (store: Store, name: string): Category => {
  const category = Object.freeze({ id: CategoryId(store.lastIds.category + 1), name })
  store.lastIds = { ...store.lastIds, category: category.id }
  store.categories.set(category.id, category)
  store.categoriesByName.set(name, category.id)
  return category
}

/** The in-memory implementation of `Products`. */
export const inMemoryProducts = (store: Store): Products => {
  const list = productList(store)
  return {
    list: () =>
      Effect.suspend(() => {
        const products = list()
        return products instanceof Promise ? Effect.promise(() => products) : Effect.succeed(products)
      }),

    add: (newProduct, change) => Effect.suspend(() => Effect.fromResult(addProduct(store, newProduct, change))),

    addOnce: (newProduct, change, request) =>
      recordOnce(
        store,
        request,
        ({ id }) => `${id}`,
        () => addProduct(store, newProduct, change),
      ),

    find: (id) =>
      Effect.sync(() => {
        const record = store.products.get(id)
        return record === undefined || record.isArchived ? null : toProduct(store, record)
      }),

    recordRepricing: ({ product: { id, price }, event }) =>
      Effect.suspend(() => {
        const record = store.products.get(id)
        if (record === undefined || record.product.price !== event.from)
          return Effect.fail<PriceConflict>({ _tag: "PriceConflict" })
        const version = record.version + 1
        store.products.set(
          id,
          Object.freeze({ ...record, version, product: Object.freeze({ ...record.product, price }) }),
        )
        store.staleProducts.add(id)
        putEvent(store, copyOf(event))
        return Effect.void
      }),
  }
}

const addProduct = (
  store: Store,
  newProduct: NewProduct,
  change: CatalogChange,
): Result.Result<Product, UnknownCategory> => {
  const { category } = newProduct
  if (!store.categories.has(category)) return Result.fail(new UnknownCategory({ category }))
  const { record, levels, lastIds } = numberProduct(newProduct, store.lastIds)
  store.lastIds = lastIds
  putProduct(store, record, levels, change)
  return Result.succeed(toProduct(store, record))
}

/** The in-memory implementation of `Offers`. */
export const inMemoryOffers = (store: Store): Offers => ({
  offersFor: (items) => Effect.sync(() => items.map((item) => offer(store, item))),

  itemsOf: (stockItems) => Effect.sync(() => stockItems.map((stockItem) => itemOf(store, stockItem))),
})

const itemOf = (store: Store, stockItem: StockItemId): ItemReference | null => {
  const record = store.products.get(store.stock.get(stockItem)?.product ?? ProductId(0))
  if (record === undefined) return null
  const variant = record.variants.find((variant) => variant.stockItem === stockItem)
  return { product: record.product.id, variant: variant?.id ?? null }
}

const offer = (store: Store, item: ItemReference): Result.Result<Offer, MissingOffer> => {
  const record = store.products.get(item.product)
  if (record === undefined || record.isArchived) return Result.fail("no-such-product")
  const { id: product, price } = record.product
  const offerOf = (stockItem: StockItemId): Result.Result<Offer> =>
    Result.succeed({
      ...existing(store.stock, stockItem, "stock item").level,
      product,
      variant: item.variant,
      price,
    })
  if (item.variant === null)
    return record.stockItem === null ? Result.fail("variant-required") : offerOf(record.stockItem)
  const variant = record.variants.find(({ id, isArchived }) => id === item.variant && !isArchived)
  return variant === undefined ? Result.fail("no-such-variant") : offerOf(variant.stockItem)
}
