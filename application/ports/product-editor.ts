import type { Effect } from "effect"
import type { ProductEdit } from "../../domain/catalog/edit-product.ts"
import type { UnknownCategory } from "../../domain/catalog/errors.ts"
import type { ProductId } from "../../domain/catalog/product.ts"
import type { ProductEntry } from "../../domain/catalog/product-entry.ts"
import type { CatalogChange } from "./catalog.ts"
import type { KeyedRequest, KeyRecorded } from "./catalog-keys.ts"

/** The product's version is no longer the one that an edit was decided from. Read the product and decide again. */
export interface ProductConflict {
  readonly _tag: "ProductConflict"
}

/** Edits the products of the catalogue. Nothing is ever deleted: what is no longer sold is archived. */
export interface ProductEditor {
  /** Returns a product with its archived variants, also an archived one, or `null`. */
  readonly find: (product: ProductId) => Effect.Effect<ProductEntry | null>
  /**
   * Records an edit with its events, all or nothing, if the product's version is still `from`. Returns the product
   * afterwards. Added variants get ascending ids, in the order given. The histories of their stock name `change.by`.
   */
  readonly recordEdit: (
    edit: ProductEdit,
    change: CatalogChange,
  ) => Effect.Effect<ProductEntry, ProductConflict | UnknownCategory>
  /** Does the same and records `result` under the key, as `Products.addOnce` does. A conflict does not use up the key. */
  readonly recordEditOnce: (
    edit: ProductEdit,
    change: CatalogChange,
    request: KeyedRequest,
    result: string,
  ) => Effect.Effect<ProductEntry, ProductConflict | UnknownCategory | KeyRecorded>
}
