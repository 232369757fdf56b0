import type { Effect, Result } from "effect"
import type { AccountId } from "../../domain/account/account.ts"
import type { Category, CategoryId } from "../../domain/catalog/category.ts"
import type { CategoryInUse, CategoryNameTaken, UnknownCategory } from "../../domain/catalog/errors.ts"
import type { MissingOffer, Offer } from "../../domain/catalog/offer.ts"
import type { NewProduct, Product, ProductId, VariantId } from "../../domain/catalog/product.ts"
import type { Repricing } from "../../domain/catalog/reprice.ts"
import type { StockItemId } from "../../domain/stock/stock-item.ts"
import type { KeyedRequest, KeyRecorded } from "./catalog-keys.ts"

/** When the catalogue is changed, and on whose behalf. */
export interface CatalogChange {
  readonly at: Date
  /** The account that the histories of new stock name, or `null` for the operator. */
  readonly by: AccountId | null
}

/** Refers to a product and, if it has variants, to one of them. */
export interface ItemReference {
  readonly product: ProductId
  readonly variant: VariantId | null
}

/** The part of the catalogue that orders need. */
export interface Offers {
  /**
   * Returns, for each reference and in the same order, the offer with its price and stock level, or the reason why it
   * cannot be ordered.
   */
  readonly offersFor: (
    items: ReadonlyArray<ItemReference>,
  ) => Effect.Effect<ReadonlyArray<Result.Result<Offer, MissingOffer>>>
  /** Returns the product and variant of each stock item, in the same order, or `null` when it does not exist. */
  readonly itemsOf: (stockItems: ReadonlyArray<StockItemId>) => Effect.Effect<ReadonlyArray<ItemReference | null>>
}

/** The product's price has changed since the repricing was decided. Read the product and decide again. */
export interface PriceConflict {
  readonly _tag: "PriceConflict"
}

/** The products of the shop. Archived products and variants are neither listed nor offered. */
export interface Products {
  /** Returns all products in ascending order of id, each with its variants in ascending order of id. */
  readonly list: () => Effect.Effect<ReadonlyArray<Product>>
  /** Adds a product with its variants and their stock, all or nothing. */
  readonly add: (product: NewProduct, change: CatalogChange) => Effect.Effect<Product, UnknownCategory>
  /**
   * Does the same and records the product's id under the key. Waits for a concurrent call with the same key. A rejection
   * does not use up the key.
   */
  readonly addOnce: (
    product: NewProduct,
    change: CatalogChange,
    request: KeyedRequest,
  ) => Effect.Effect<Product, UnknownCategory | KeyRecorded>
  /** Returns a product as it is listed, or `null`. */
  readonly find: (product: ProductId) => Effect.Effect<Product | null>
  /** Records a change of price and its event if the product's price is still `event.from`. */
  readonly recordRepricing: (repricing: Repricing) => Effect.Effect<void, PriceConflict>
}

/** The categories of the shop. */
export interface Categories {
  /** Returns all categories in ascending order of id. */
  readonly list: () => Effect.Effect<ReadonlyArray<Category>>
  readonly add: (name: string) => Effect.Effect<Category, CategoryNameTaken>
  /** Does the same and records the category's id under the key, as `Products.addOnce` does. */
  readonly addOnce: (name: string, request: KeyedRequest) => Effect.Effect<Category, CategoryNameTaken | KeyRecorded>
  readonly rename: (category: Category) => Effect.Effect<Category, UnknownCategory | CategoryNameTaken>
  /** Deletes a category that no product belongs to, archived products included. Its id is not used again. */
  readonly remove: (category: CategoryId) => Effect.Effect<void, UnknownCategory | CategoryInUse>
}
