import { Effect } from "effect"
import type { Manager } from "../../domain/account/actor.ts"
import type { ProductEntry } from "../../domain/catalog/product-entry.ts"
import { unarchived } from "../../domain/catalog/product-entry.ts"
import { searchWords, sortName } from "../../domain/catalog/search-words.ts"
import { cutPage, requireLimit } from "../page-limit.ts"
import { NotSupported } from "../ports/not-supported.ts"
import type { ProductCursor, ProductQuery, ProductSearch, ProductSort } from "../ports/product-search.ts"

/** A search of products. Every condition that is given must hold. */
export interface ProductSearchRequest extends Pick<ProductQuery, "category" | "isAvailable" | "after" | "limit"> {
  /**
   * Each word of the text must be the beginning of a word of the name or the description. Case does not matter. Defaults
   * to all products.
   */
  readonly text?: string | undefined
  /** Defaults to `newest`. */
  readonly sort?: ProductSort | undefined
  /** Finds archived products instead. Admins only: others find none. Defaults to false. */
  readonly isArchived?: boolean | undefined
}

/** A page, and the place after which the next page begins, or `null` for the last page. */
export interface FoundProducts {
  readonly products: ReadonlyArray<ProductEntry>
  readonly next: ProductCursor | null
}

/** Returns one page of products. Public: an actor of `null` is a visitor. Only admins see archived variants. */
export type SearchProducts = (
  actor: Manager | null,
  request: ProductSearchRequest,
) => Effect.Effect<FoundProducts, NotSupported>

export const makeSearchProducts = ({ search }: { readonly search: ProductSearch | undefined }): SearchProducts =>
  Effect.fnUntraced(function* (actor, { text = "", sort = "newest", isArchived = false, limit, ...conditions }) {
    yield* requireLimit("searchProducts", limit)
    if (search === undefined) return yield* new NotSupported({ ports: "search" })
    if (isArchived && !actor?.isAdmin) return { products: [], next: null }
    const query = { ...conditions, words: searchWords(text), isArchived, sort, limit: limit + 1 }
    const { items, next } = cutPage(yield* search.page(query), limit, (entry) => cursorOf(entry, sort))
    return { products: actor?.isAdmin ? items : items.flatMap((entry) => unarchived(entry) ?? []), next }
  })

const cursorOf = ({ id, name, price }: ProductEntry, sort: ProductSort): ProductCursor => {
  switch (sort) {
    case "newest":
    case "oldest":
      return { value: id, id }
    case "name":
      return { value: sortName(name), id }
    case "cheapest":
    case "dearest":
      return { value: price, id }
  }
}
