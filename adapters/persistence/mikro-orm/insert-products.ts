import type { NewProduct, ProductId, VariantId } from "../../../domain/catalog/product.ts"
import { ProductId as productId, VariantId as variantId } from "../../../domain/catalog/product.ts"
import type { Queries, Row } from "./database.ts"

/** What the store calls a product that was added, and its variants in the order given. */
export interface ProductIds {
  readonly product: ProductId
  readonly variants: ReadonlyArray<VariantId>
}

/**
 * Adds products with their variants, stock and first movements, in the order given. Call it in a transaction: the
 * merchant's numbers of variants are written by a second statement.
 */
export const insertProducts = async (
  queries: Queries & { readonly schema: string },
  products: ReadonlyArray<NewProduct>,
  at: Date,
): Promise<ReadonlyArray<ProductIds>> => {
  const variants = products.flatMap((product, i) => product.variants.map((variant) => ({ ...variant, product: i + 1 })))
  const [row] = await queries.rows(
    { name: "add products", text: `select * from ${queries.schema}.add_products($1,$2,$3,$4,$5,$6,$7,$8,$9,$10)` },
    [
      products.map((product) => product.name),
      products.map((product) => product.description),
      products.map((product) => product.price),
      products.map((product) => product.category),
      products.map((product) => (product.variants.length > 0 ? null : product.stock)),
      variants.map((variant) => variant.product),
      variants.map((variant) => variant.size),
      variants.map((variant) => variant.color),
      variants.map((variant) => variant.stock),
      at.toISOString(),
    ],
  )
  const [products_, variants_] = row as Row & readonly [ReadonlyArray<number>, ReadonlyArray<number>]
  const numbered = variants
    .map(({ sku }, i) => ({ id: variants_[i], sku }))
    .filter(({ sku }) => typeof sku === "string")
  if (numbered.length > 0)
    await queries.rows(
      {
        name: "set skus",
        text: `update ${queries.schema}.variant v set sku = n.sku
          from rows from (pg_catalog.unnest($1::integer[]), pg_catalog.unnest($2::text[])) as n (id, sku) where v.id = n.id`,
      },
      [numbered.map(({ id }) => id), numbered.map(({ sku }) => sku)],
    )
  let next = 0
  return products.map((product, i) => ({
    product: productId(products_[i] as number),
    variants: product.variants.map(() => variantId(variants_[next++] as number)),
  }))
}
