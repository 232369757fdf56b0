import { Effect, Result } from "effect"
import type { CatalogChange, Categories, PriceConflict, Products } from "../../../application/ports/catalog.ts"
import type { KeyedRequest, KeyRecorded } from "../../../application/ports/catalog-keys.ts"
import { type Category, CategoryId } from "../../../domain/catalog/category.ts"
import { CategoryInUse, CategoryNameTaken, UnknownCategory } from "../../../domain/catalog/errors.ts"
import type { NewProduct, Product, ProductId } from "../../../domain/catalog/product.ts"
import type { Repricing } from "../../../domain/catalog/reprice.ts"
import { batcher } from "./batcher.ts"
import { recordOnce } from "./catalog-keys.ts"
import type { Database } from "./database.ts"
import { rowOf } from "./event-rows.ts"
import { idOrNone } from "./ids.ts"
import { insertProducts, type ProductIds } from "./insert-products.ts"
import { productList } from "./product-list.ts"
import { type ProductRow, productsOf, selectProducts } from "./product-rows.ts"
import { indexWords } from "./product-words.ts"
import { isForeignKeyViolation, isUniqueViolation } from "./sql-errors.ts"

export const makeCategories = (database: Database): Categories => {
  const s = database.schema
  return {
    list: () =>
      Effect.promise(async () => {
        const text = `select id, name from ${s}.category order by id`
        const rows = await database.rows<{ id: number; name: string }>({ name: "list categories", text }, [])
        return rows.map(({ id, name }) => ({ id: CategoryId(id), name }))
      }),
    add: (name) =>
      Effect.promise(() => addCategory(database, name, null)).pipe(
        Effect.flatMap(Effect.fromResult),
        // Without a key there is none that could be recorded.
        Effect.catchTag("KeyRecorded", Effect.die),
      ),
    addOnce: (name, request) =>
      Effect.promise(() => addCategory(database, name, request)).pipe(Effect.flatMap(Effect.fromResult)),
    rename: ({ id, name }) =>
      Effect.promise(async (): Promise<Result.Result<Category, UnknownCategory | CategoryNameTaken>> => {
        const text = `update ${s}.category set name = $2 where id = $1 returning id`
        try {
          const renamed = await database.rows({ name: "rename category", text }, [idOrNone(id), name])
          return renamed.length > 0 ? Result.succeed({ id, name }) : Result.fail(new UnknownCategory({ category: id }))
        } catch (error) {
          if (isUniqueViolation(error)) return Result.fail(new CategoryNameTaken({ name }))
          throw error
        }
      }).pipe(Effect.flatMap(Effect.fromResult)),
    remove: (category) =>
      Effect.promise(async (): Promise<Result.Result<void, UnknownCategory | CategoryInUse>> => {
        const text = `delete from ${s}.category where id = $1 returning id`
        try {
          const removed = await database.rows({ name: "remove category", text }, [idOrNone(category)])
          return removed.length > 0 ? Result.void : Result.fail(new UnknownCategory({ category }))
        } catch (error) {
          if (isForeignKeyViolation(error)) return Result.fail(new CategoryInUse({ category }))
          throw error
        }
      }).pipe(Effect.flatMap(Effect.fromResult)),
  }
}

export const makeProducts = (database: Database): Products => {
  const read = productList(database)
  // Calls that arrive during a read share the next read, and its array.
  const list = batcher<undefined, ReadonlyArray<Product>>({
    run: async (callers) => {
      const products = await read()
      return callers.map(() => products)
    },
    lanes: 1,
    maxSize: Number.POSITIVE_INFINITY,
    name: "list products",
    observer: database.observer,
  })
  return {
    list: () => Effect.promise(() => list(undefined)),
    add: (product, change) =>
      Effect.promise(() => addProduct(database, product, change, null)).pipe(
        Effect.flatMap(Effect.fromResult),
        // Without a key there is none that could be recorded.
        Effect.catchTag("KeyRecorded", Effect.die),
      ),
    addOnce: (product, change, request) =>
      Effect.promise(() => addProduct(database, product, change, request)).pipe(Effect.flatMap(Effect.fromResult)),
    find: (id) => Effect.promise(() => findProduct(database, id)),
    recordRepricing: (repricing) =>
      Effect.promise(() => recordRepricing(database, repricing)).pipe(
        Effect.flatMap((recorded) => (recorded ? Effect.void : Effect.fail<PriceConflict>({ _tag: "PriceConflict" }))),
      ),
  }
}

const addCategory = async (
  database: Database,
  name: string,
  request: KeyedRequest | null,
): Promise<Result.Result<Category, CategoryNameTaken | KeyRecorded>> => {
  try {
    return await recordOnce(
      database,
      request,
      ({ id }: Category) => `${id}`,
      async ({ rows }) => {
        const text = `insert into ${database.schema}.category (name) values ($1) returning id`
        const [row] = await rows({ name: "add category", text }, [name])
        return { id: CategoryId(Number(row?.id)), name }
      },
    )
  } catch (error) {
    if (isUniqueViolation(error)) return Result.fail(new CategoryNameTaken({ name }))
    throw error
  }
}

const addProduct = async (
  database: Database,
  product: NewProduct,
  change: CatalogChange,
  request: KeyedRequest | null,
): Promise<Result.Result<Product, UnknownCategory | KeyRecorded>> => {
  try {
    const recorded = await recordOnce(
      database,
      request,
      ({ product: id }: ProductIds) => `${id}`,
      async ({ rows }) => {
        const [ids] = await insertProducts({ schema: database.schema, rows }, [product], change)
        if (ids === undefined) throw new Error("the store returned no id for a product")
        await indexWords({ rows }, database.schema)
        return ids
      },
    )
    if (Result.isFailure(recorded)) return Result.fail(recorded.failure)
    const { product: id } = recorded.success
    const find = { name: "find product", text: selectProducts(database.schema, "p.id = $1") }
    const [added] = productsOf(await database.rows<ProductRow>(find, [id]))
    if (added === undefined) throw new Error(`the store does not list product ${id}, which it has just added`)
    return Result.succeed(added)
  } catch (error) {
    if (isForeignKeyViolation(error)) return Result.fail(new UnknownCategory({ category: product.category }))
    throw error
  }
}

const findProduct = async ({ rows, schema: s }: Database, id: ProductId): Promise<Product | null> => {
  const find = { name: "find product", text: selectProducts(s, "p.id = $1") }
  return productsOf(await rows<ProductRow>(find, [idOrNone(id)]))[0] ?? null
}

/** Records a change of price in one statement if the product still has the price that it was decided from. */
const recordRepricing = async (
  { rows, schema: s }: Database,
  { product: { id, price }, event }: Repricing,
): Promise<boolean> => {
  const { stream, kind, facts, at } = rowOf(event)
  const text = `with changed as (
      update ${s}.product set price = $3, version = version + 1 where id = $1 and price = $2 returning version
    ), event_row as (
      insert into ${s}.event (stream, number, kind, facts, at) select $4, c.version, $5, $6::json, $7 from changed c
    )
    select version from changed`
  const values = [idOrNone(id), event.from, price, stream, kind, facts, at]
  return (await rows({ name: "reprice product", text }, values)).length > 0
}
