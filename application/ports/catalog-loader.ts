import type { Effect } from "effect"
import type { NewProduct } from "../../domain/catalog/product.ts"

/** A product to load: it names its category, for a file knows no ids. */
export interface ProductToLoad extends Omit<NewProduct, "category"> {
  readonly category: string
}

/** A whole catalogue, checked already; every product's category is among `categories`. */
export interface CatalogToLoad {
  readonly categories: ReadonlyArray<string>
  readonly products: ReadonlyArray<ProductToLoad>
}

/** Takes catalogues in bulk. */
export interface CatalogLoader {
  /**
   * Adds all categories that are not there yet and all products, or nothing. Reports how many products are in after
   * each portion.
   */
  readonly load: (catalog: CatalogToLoad, at: Date, onProgress: (products: number) => void) => Effect.Effect<void>
  /** Whether the shop has neither categories nor products. */
  readonly isEmpty: () => Effect.Effect<boolean>
}
