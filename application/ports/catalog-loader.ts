import type { Effect } from "effect"
import type { NewProduct } from "../../domain/catalog/product.ts"
import type { CatalogChange } from "./catalog.ts"

/** A product to load. It names its category, because a file contains no ids. */
export interface ProductToLoad extends Omit<NewProduct, "category"> {
  readonly category: string
}

/** A validated catalogue. The category of every product is listed in `categories`. */
export interface CatalogToLoad {
  readonly categories: ReadonlyArray<string>
  readonly products: ReadonlyArray<ProductToLoad>
}

/** Loads catalogues in bulk. */
export interface CatalogLoader {
  /** Adds all missing categories and all products, or nothing. Calls `onProgress` after each batch. */
  readonly load: (
    catalog: CatalogToLoad,
    loading: CatalogChange,
    onProgress: (products: number) => void,
  ) => Effect.Effect<void>
  /** Whether the shop has neither categories nor products. */
  readonly isEmpty: () => Effect.Effect<boolean>
}
