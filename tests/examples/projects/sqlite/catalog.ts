import { Result } from "effect"
import {
  type Category,
  CategoryId,
  CategoryInUse,
  CategoryNameTaken,
  type Money,
  type NewProduct,
  type NewVariant,
  type Product,
  ProductId,
  type StockItemId,
  UnknownCategory,
  type VariantId,
} from "shopwright"
import type {
  Categories,
  ItemReference,
  MissingOffer,
  Offer,
  Offers,
  PriceConflict,
  Products,
  StockLevel,
} from "shopwright/ports"
import { recordOnce } from "./catalog-keys.ts"
import type { Database } from "./database.ts"
import { readMetadata, storedMetadata } from "./metadata.ts"
import { putEvent } from "./outbox.ts"
import { putStockItem } from "./stock.ts"

/** The categories, in SQLite. */
export const sqliteCategories = (db: Database): Categories => ({
  list: () => db.read(() => db.all<Category>("select id, name from category order by id").map((row) => ({ ...row }))),

  add: (name) => db.attempt(() => addCategory(db, name)),

  addOnce: (name, request) =>
    db.attempt(() =>
      recordOnce(
        db,
        request,
        ({ id }) => `${id}`,
        () => addCategory(db, name),
      ),
    ),

  rename: ({ id, name }) =>
    db.attempt((): Result.Result<Category, UnknownCategory | CategoryNameTaken> => {
      if ((findCategory(db, name) ?? id) !== id) return Result.fail(new CategoryNameTaken({ name }))
      const { changes } = db.run("update category set name = ? where id = ?", name, id)
      return changes === 0 ? Result.fail(new UnknownCategory({ category: id })) : Result.succeed({ id, name })
    }),

  remove: (category) =>
    db.attempt((): Result.Result<void, UnknownCategory | CategoryInUse> => {
      if (db.first("select id from product where category = ?", category) !== undefined)
        return Result.fail(new CategoryInUse({ category }))
      const { changes } = db.run("delete from category where id = ?", category)
      return changes === 0 ? Result.fail(new UnknownCategory({ category })) : Result.void
    }),
})

const addCategory = (db: Database, name: string): Result.Result<Category, CategoryNameTaken> =>
  findCategory(db, name) === undefined
    ? Result.succeed({ id: putCategory(db, name), name })
    : Result.fail(new CategoryNameTaken({ name }))

export const findCategory = (db: Database, name: string): CategoryId | undefined =>
  db.first<Category>("select id from category where name = ?", name)?.id

export const putCategory = (db: Database, name: string): CategoryId =>
  CategoryId(db.run("insert into category (name) values (?)", name).id)

/** The products, in SQLite. */
export const sqliteProducts = (db: Database): Products => ({
  list: () => db.read(() => productsOf(db.all(`${listing} where ${isListed} order by p.id, s.id`))),

  add: (product, { at }) => db.attempt(() => addProduct(db, product, at)),

  addOnce: (product, { at }, request) =>
    db.attempt(() =>
      recordOnce(
        db,
        request,
        ({ id }) => `${id}`,
        () => addProduct(db, product, at),
      ),
    ),

  find: (product) => db.read(() => findProduct(db, product) ?? null),

  recordRepricing: ({ product: { id, price }, event }) =>
    db.attempt(() => {
      const { changes } = db.run(
        "update product set price = ?, version = version + 1 where id = ? and price = ?",
        price,
        id,
        event.from,
      )
      if (changes === 0) return Result.fail<PriceConflict>({ _tag: "PriceConflict" })
      putEvent(db, event)
      return Result.void
    }),
})

const addProduct = (db: Database, product: NewProduct, at: Date): Result.Result<Product, UnknownCategory> => {
  const { category } = product
  const known = db.first("select id from category where id = ?", category)
  if (known === undefined) return Result.fail(new UnknownCategory({ category }))
  const id = putProduct(db, product, at)
  const added = findProduct(db, id)
  if (added === undefined) throw new Error(`product ${id} has no stock item`)
  return Result.succeed(added)
}

const findProduct = (db: Database, id: ProductId): Product | undefined =>
  productsOf(db.all(`${listing} where p.id = ? and ${isListed} order by s.id`, id))[0]

/** Writes a product, its variants and their opening stock. */
export const putProduct = (db: Database, product: NewProduct, at: Date): ProductId => {
  const { category, name, description, price, stock, variants } = product
  const insert = "insert into product (category, name, description, price, metadata) values (?, ?, ?, ?, ?)"
  const { id } = db.run(insert, category, name, description, price, storedMetadata(product))
  if (variants.length === 0) putStockItem(db, { product: id, variant: null, stock }, at)
  for (const variant of variants) {
    putStockItem(db, { product: id, variant: putVariant(db, id, variant), stock: variant.stock }, at)
  }
  return ProductId(id)
}

/** Writes a variant without its stock. Returns its id. */
export const putVariant = (db: Database, product: number, variant: NewVariant): number => {
  const { size, color, sku } = variant
  const insert = "insert into variant (product, size, color, sku, metadata) values (?, ?, ?, ?, ?)"
  return db.run(insert, product, size, color, sku ?? null, storedMetadata(variant)).id
}

interface ListedRow {
  readonly id: ProductId
  readonly category: CategoryId
  readonly name: string
  readonly description: string
  readonly price: Money
  readonly variant: VariantId | null
  readonly size: string
  readonly color: string
  readonly sku: string | null
  readonly metadata: string | null
  readonly variantMetadata: string | null
  readonly available: number
  readonly stockItem: StockItemId
}

/** One row per stock item. */
const listing = `
  select p.*, s.id as stockItem, s.variant, v.size, v.color, v.sku, v.metadata as variantMetadata,
    s.on_hand - s.reserved as available
  from product p join stock_item s on s.product = p.id left join variant v on v.id = s.variant`

const isListed = "p.is_archived = 0 and ifnull(v.is_archived, 0) = 0"

const productsOf = (rows: ReadonlyArray<ListedRow>): ReadonlyArray<Product> => {
  const products = new Map<ProductId, Product>()
  for (const row of rows) {
    const { id, category, name, description, price, variant, size, color, sku, available, stockItem } = row
    const before = products.get(id)
    const metadata = readMetadata(row.variantMetadata)
    const shown = variant === null ? [] : [{ id: variant, stockItem, size, color, sku, metadata, available }]
    const variants = [...(before?.variants ?? []), ...shown]
    const sum = (before?.available ?? 0) + available
    const own = variant === null ? stockItem : null
    const described = { id, category, name, description, price, metadata: readMetadata(row.metadata) }
    products.set(id, { ...described, available: sum, stockItem: own, variants })
  }
  return [...products.values()]
}

/** Offers, in SQLite. */
export const sqliteOffers = (db: Database): Offers => ({
  offersFor: (items) => db.read(() => items.map((item) => offer(db, item))),

  itemsOf: (stockItems) =>
    db.read(() =>
      stockItems.map((id) => {
        const found = db.first<ItemReference>("select product, variant from stock_item where id = ?", id)
        return found === undefined ? null : { ...found }
      }),
    ),
})

const offer = (db: Database, { product, variant }: ItemReference): Result.Result<Offer, MissingOffer> => {
  const found = db.first<{ readonly price: Money }>(
    "select price from product where id = ? and is_archived = 0",
    product,
  )
  if (found === undefined) return Result.fail("no-such-product")
  const select = `select id as stockItem, on_hand as onHand, reserved from stock_item
    where product = ? and variant is ? and not exists (
      select 1 from variant v where v.id = variant and v.is_archived = 1
    )`
  const level = db.first<StockLevel>(select, product, variant)
  if (level !== undefined) return Result.succeed({ ...level, product, variant, price: found.price })
  return Result.fail(variant === null ? "variant-required" : "no-such-variant")
}
