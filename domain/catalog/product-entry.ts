import type { Product, Variant } from "./product.ts"
import type { ProductPicture } from "./product-picture.ts"

/** A variant as the catalogue stores it. */
export interface VariantEntry extends Variant {
  /** An archived variant is neither listed nor sold. */
  readonly isArchived: boolean
}

/** A product as the catalogue stores it, with its archived variants. `available` counts only what is not archived. */
export interface ProductEntry extends Omit<Product, "variants"> {
  readonly variants: ReadonlyArray<VariantEntry>
  /** In the order in which they are shown. */
  readonly pictures: ReadonlyArray<ProductPicture>
  /** An archived product is neither listed nor sold. Orders still show it. */
  readonly isArchived: boolean
  /** Changes with every edit and every change of price. */
  readonly version: number
}

/** Returns an entry without its archived variants, or `null` when the product itself is archived. */
export const unarchived = (entry: ProductEntry): ProductEntry | null =>
  entry.isArchived ? null : { ...entry, variants: entry.variants.filter(({ isArchived }) => !isArchived) }
