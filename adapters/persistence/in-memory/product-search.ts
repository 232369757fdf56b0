import { Effect } from "effect"
import type { ProductQuery, ProductSearch, ProductSort } from "../../../application/ports/product-search.ts"
import type { ProductEntry } from "../../../domain/catalog/product-entry.ts"
import { compareCodePoints, searchWords, sortName } from "../../../domain/catalog/search-words.ts"
import { entryOf } from "./product-editor.ts"
import type { ProductRecord, Store } from "./store.ts"

/** The in-memory implementation of `ProductSearch`. Reads all products. */
export const inMemoryProductSearch = (store: Store): ProductSearch => {
  const words = new WeakMap<ProductRecord, ReadonlyArray<string>>()
  const wordsOf = (record: ProductRecord): ReadonlyArray<string> => {
    const known = words.get(record) ?? searchWords(`${record.product.name} ${record.product.description}`)
    words.set(record, known)
    return known
  }
  const matches = (record: ProductRecord, { words, category, isAvailable, isArchived }: ProductQuery): boolean =>
    record.isArchived === isArchived &&
    (category === undefined || record.product.category === category) &&
    (isAvailable === undefined || entryOf(store, record).available > 0 === isAvailable) &&
    words.every((prefix) => wordsOf(record).some((word) => word.startsWith(prefix)))
  return {
    page: (query) =>
      Effect.sync(() => {
        const { sort, after, limit } = query
        return [...store.products.values()]
          .filter((record) => matches(record, query))
          .map((record) => ({ ...placeOf(record.product, sort), record }))
          .filter((place) => after === undefined || compare(after, place, sort) < 0)
          .toSorted((a, b) => compare(a, b, sort))
          .slice(0, limit)
          .map(({ record }) => entryOf(store, record))
      }),
  }
}

interface Place {
  readonly value: number | string
  readonly id: number
}

const placeOf = ({ id, name, price }: Pick<ProductEntry, "id" | "name" | "price">, sort: ProductSort): Place => {
  if (sort === "name") return { value: sortName(name), id }
  return { value: sort === "cheapest" || sort === "dearest" ? price : id, id }
}

const compare = (a: Place, b: Place, sort: ProductSort): number => {
  const byValue = typeof a.value === "string" ? compareCodePoints(a.value, String(b.value)) : a.value - Number(b.value)
  return (sort === "newest" || sort === "dearest" ? -byValue : byValue) || a.id - b.id
}
