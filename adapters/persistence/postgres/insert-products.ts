import type { CatalogChange } from "../../../application/ports/catalog.ts"
import type { NewProduct, NewVariant, ProductId, VariantId } from "../../../domain/catalog/product.ts"
import { ProductId as productId, VariantId as variantId } from "../../../domain/catalog/product.ts"
import { insertProductsChanged, productsChanged } from "./catalog-event.ts"
import type { Queries } from "./database.ts"
import { metadataOf } from "./metadata-column.ts"

/** The ids of a new product and of its variants, in the order given. */
export interface ProductIds {
  readonly product: ProductId
  readonly variants: ReadonlyArray<VariantId>
}

type Target = Queries & { readonly schema: string }

/** Adds products with their variants, stock and first movements, in the order given. One statement writes everything. */
export const insertProducts = async (
  queries: Target,
  products: ReadonlyArray<NewProduct>,
  { at, by }: CatalogChange,
): Promise<ReadonlyArray<ProductIds>> => {
  const variants: Array<NewVariant & { readonly n: number }> = []
  const items: Array<{ readonly n: number; readonly variant: number | null; readonly stock: number }> = []
  for (const [n, product] of products.entries()) {
    if (product.variants.length === 0) items.push({ n, variant: null, stock: product.stock })
    for (const variant of product.variants) {
      items.push({ n, variant: variants.length, stock: variant.stock })
      variants.push({ ...variant, n })
    }
  }
  const [productIds, variantIds, stockItems] = await takeIds(queries, products.length, variants.length, items.length)
  await queries.rows({ name: "add products", text: insert(queries.schema) }, [
    productIds,
    products.map(({ name }) => name),
    products.map(({ description }) => description),
    products.map(({ price }) => price),
    products.map(({ category }) => category),
    at.toISOString(),
    variantIds,
    variants.map(({ n }) => productIds[n]),
    variants.map(({ size }) => size),
    variants.map(({ color }) => color),
    variants.map(({ sku }) => sku ?? null),
    stockItems,
    items.map(({ n }) => productIds[n]),
    items.map(({ variant }) => (variant === null ? null : variantIds[variant])),
    items.map(({ stock }) => stock),
    productsChanged(productIds),
    products.map(metadataOf),
    variants.map(metadataOf),
    by,
  ])
  let next = 0
  return products.map((product, n) => ({
    product: productId(productIds[n] as number),
    variants: product.variants.map(() => variantId(variantIds[next++] as number)),
  }))
}

const insert = (s: string): string => `with products as (
    insert into ${s}.product (id, name, description, price, category, metadata, created_at)
    select p.id, p.name, p.description, p.price, p.category, p.metadata::json, $6::timestamptz
    from unnest($1::bigint[], $2::text[], $3::text[], $4::bigint[], $5::bigint[], $17::text[])
      as p (id, name, description, price, category, metadata)
  ), variants as (
    insert into ${s}.variant (id, product, size, color, sku, metadata)
    select v.id, v.product, v.size, v.color, v.sku, v.metadata::json
    from unnest($7::bigint[], $8::bigint[], $9::text[], $10::text[], $11::text[], $18::text[])
      as v (id, product, size, color, sku, metadata)
  ), items as (
    insert into ${s}.stock_item (id, product, variant)
    select i.id, i.product, i.variant
    from unnest($12::bigint[], $13::bigint[], $14::bigint[]) as i (id, product, variant)
  ), levels as (
    insert into ${s}.stock_level (stock_item, product, variant, on_hand)
    select i.id, i.product, i.variant, i.stock
    from unnest($12::bigint[], $13::bigint[], $14::bigint[], $15::integer[]) as i (id, product, variant, stock)
  ), announced as (
    ${insertProductsChanged(s, "$16", "$6")}
  )
  insert into ${s}.stock_movement (stock_item, kind, quantity, account, at)
  select i.id, 'restock', i.stock, $19::bigint, $6::timestamptz
  from unnest($12::bigint[], $15::integer[]) as i (id, stock) where i.stock > 0`

/** Adds variants to a product, with their stock and first movements, in the order given. */
export const insertVariants = async (
  queries: Target,
  product: ProductId,
  variants: ReadonlyArray<NewVariant>,
  { at, by }: CatalogChange,
): Promise<void> => {
  const [, variantIds, stockItems] = await takeIds(queries, 0, variants.length, variants.length)
  await queries.rows({ name: "add products", text: insert(queries.schema) }, [
    ...[[], [], [], [], [], at.toISOString()],
    variantIds,
    variants.map(() => product),
    variants.map(({ size }) => size),
    variants.map(({ color }) => color),
    variants.map(({ sku }) => sku ?? null),
    stockItems,
    variants.map(() => product),
    variantIds,
    variants.map(({ stock }) => stock),
    productsChanged([product]),
    [],
    variants.map(metadataOf),
    by,
  ])
}

type Ids = ReadonlyArray<number>

const takeIds = async (
  { rows, schema: s }: Target,
  ...counts: ReadonlyArray<number>
): Promise<readonly [Ids, Ids, Ids]> => {
  const blocks = ["product_id_seq", "variant_id_seq", "stock_item_id_seq"].map((name, i) => {
    const sequence = `${s}.${name}`.replaceAll("'", "''")
    return `array(select pg_catalog.nextval('${sequence}') from pg_catalog.generate_series(1, $${i + 1}::integer)) as ids${i}`
  })
  const statement = { name: "take product ids", text: `select ${blocks.join(", ")}` }
  const [row] = await rows<{ ids0: Ids; ids1: Ids; ids2: Ids }>(statement, counts)
  if (row === undefined) throw new Error("The database returned no ids.")
  return [row.ids0.map(Number), row.ids1.map(Number), row.ids2.map(Number)]
}
