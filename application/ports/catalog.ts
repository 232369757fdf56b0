import type { Effect, Result } from "effect"
import type { Category } from "../../domain/catalog/category.ts"
import type { CategoryNameTaken, UnknownCategory, UnknownProduct } from "../../domain/catalog/errors.ts"
import type { Money } from "../../domain/catalog/money.ts"
import type { MissingOffer, Offer } from "../../domain/catalog/offer.ts"
import type { NewProduct, Product, ProductId, VariantId } from "../../domain/catalog/product.ts"

/** A product and perhaps a variant, as a buyer names them. */
export interface ItemReference {
  readonly product: ProductId
  readonly variant: VariantId | null
}

/** What an order needs of the catalogue. */
export interface Offers {
  /** For each reference, in the order given: what may be sold under it and at which price, or why nothing. */
  readonly offersFor: (
    items: ReadonlyArray<ItemReference>,
  ) => Effect.Effect<ReadonlyArray<Result.Result<Offer, MissingOffer>>>
}

/** The products of the shop. */
export interface Products {
  /** All products in ascending order of id, each with its variants in ascending order of id. */
  readonly list: () => Effect.Effect<ReadonlyArray<Product>>
  /** Adds a product with its variants and their stock, all or nothing. */
  readonly add: (product: NewProduct, at: Date) => Effect.Effect<Product, UnknownCategory>
  /**
   * Sets the price of a product and gives it as it is listed then. Of several who do so at once each finds the price
   * that the one before set, and the last one's stays. A price that the product has already changes nothing.
   */
  readonly reprice: (product: ProductId, price: Money, at: Date) => Effect.Effect<Product, UnknownProduct>
}

/** The categories of the shop. */
export interface Categories {
  /** All categories in ascending order of id. */
  readonly list: () => Effect.Effect<ReadonlyArray<Category>>
  readonly add: (name: string) => Effect.Effect<Category, CategoryNameTaken>
}
