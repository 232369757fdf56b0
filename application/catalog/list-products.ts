import type { Effect } from "effect"
import type { Product } from "../../domain/catalog/product.ts"
import type { Products } from "../ports/catalog.ts"

/** Returns all products with their variants and available quantities. Public. */
export type ListProducts = () => Effect.Effect<ReadonlyArray<Product>>

export const makeListProducts =
  ({ products }: { readonly products: Products }): ListProducts =>
  () =>
    products.list()
