import type { Effect } from "effect"
import type { CategoryId } from "../../domain/catalog/category.ts"
import type { ProductId } from "../../domain/catalog/product.ts"
import type { ProductEntry } from "../../domain/catalog/product-entry.ts"

/**
 * The orders of a list of products. Products with equal names or prices are in ascending order of id.
 *
 * @example
 * const sort = productSorts.find((sort) => sort === typed) ?? "newest"
 */
export const productSorts = ["newest", "oldest", "name", "cheapest", "dearest"] as const

/** The order of a list of products. */
export type ProductSort = (typeof productSorts)[number]

/** The place of a product in a list: the value by which the list is sorted, and the id. */
export interface ProductCursor {
  /** The id, the price in minor units, or the sort name. */
  readonly value: number | string
  readonly id: ProductId
}

/** Selects products. Every condition that is given must hold. */
export interface ProductQuery {
  /** From `searchWords`: each is the beginning of a word of the name or the description. */
  readonly words: ReadonlyArray<string>
  readonly category?: CategoryId | undefined
  /** Whether anything is available. */
  readonly isAvailable?: boolean | undefined
  readonly isArchived: boolean
  readonly sort: ProductSort
  /** The place after which the page begins. Defaults to the beginning. */
  readonly after?: ProductCursor | undefined
  readonly limit: number
}

/** Finds products by words and conditions. */
export interface ProductSearch {
  /** Returns the first `limit` products, with their archived variants. The cost does not depend on the page. */
  readonly page: (query: ProductQuery) => Effect.Effect<ReadonlyArray<ProductEntry>>
}
