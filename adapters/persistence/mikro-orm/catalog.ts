import { Effect, Result } from "effect"
import type { Categories, Products } from "../../../application/ports/catalog.ts"
import { CategoryId } from "../../../domain/catalog/category.ts"
import { CategoryNameTaken, UnknownCategory } from "../../../domain/catalog/errors.ts"
import type { Money } from "../../../domain/catalog/money.ts"
import { type NewProduct, type Product, ProductId, type Variant, VariantId } from "../../../domain/catalog/product.ts"
import { batcher } from "./batcher.ts"
import type { Database } from "./database.ts"
import { insertProducts } from "./insert-products.ts"
import { isForeignKeyViolation, isUniqueViolation } from "./sql-errors.ts"

export const makeCategories = (database: Database): Categories => {
  const s = database.schema
  return {
    list: () =>
      Effect.promise(async () => {
        const text = `select id, name from ${s}.category order by id`
        const rows = await database.rows({ name: "list categories", text }, [])
        return (rows as ReadonlyArray<readonly [number, string]>).map(([id, name]) => ({ id: CategoryId(id), name }))
      }),
    add: (name) =>
      Effect.tryPromise({
        try: async () => {
          const text = `insert into ${s}.category (name) values ($1) returning id`
          const [row] = await database.rows({ name: "add category", text }, [name])
          return { id: CategoryId(Number(row?.[0])), name }
        },
        catch: (error) => error,
      }).pipe(
        Effect.catch((error) =>
          isUniqueViolation(error) ? Effect.fail(new CategoryNameTaken({ name })) : Effect.die(error),
        ),
      ),
  }
}

export const makeProducts = (database: Database): Products => {
  // All who ask while one reading is under way share the next one, and the very same array.
  const list = batcher<undefined, ReadonlyArray<Product>>({
    run: async (callers) => {
      const products = await readProducts(database)
      return callers.map(() => products)
    },
    lanes: 1,
    maxSize: Number.POSITIVE_INFINITY,
  })
  return {
    list: () => Effect.promise(() => list(undefined)),
    add: (product, at) =>
      Effect.promise(() => addProduct(database, product, at)).pipe(Effect.flatMap(Effect.fromResult)),
  }
}

const addProduct = async (
  database: Database,
  product: NewProduct,
  at: Date,
): Promise<Result.Result<Product, UnknownCategory>> => {
  try {
    const [ids] = await insertProducts(database, [product], at)
    if (ids === undefined) throw new Error("the store returned no id for a product")
    const variants = product.variants.map(({ size, color, stock }, i) => ({
      id: ids.variants[i] as VariantId,
      size,
      color,
      available: stock,
    }))
    const { name, description, price, category } = product
    const available = variants.reduce((sum, variant) => sum + variant.available, product.stock)
    return Result.succeed({ id: ids.product, name, description, price, category, available, variants })
  } catch (error) {
    if (isForeignKeyViolation(error)) return Result.fail(new UnknownCategory({ category: product.category }))
    throw error
  }
}

const readProducts = async (database: Database): Promise<ReadonlyArray<Product>> => {
  const s = database.schema
  const rows = await database.rows(
    {
      name: "list products",
      text: `select p.id, p.name, p.description, p.price::float8, p.category,
          v.id, v.size, v.color, l.on_hand - l.reserved
        from ${s}.product p
        join ${s}.stock_level l on l.product = p.id
        left join ${s}.variant v on v.id = l.variant
        order by p.id, v.id`,
    },
    [],
  )
  const products: Array<Product & { available: number; variants: Array<Variant> }> = []
  let last: (typeof products)[number] | undefined
  for (const row of rows as ReadonlyArray<ProductColumns>) {
    const [id, name, description, price, category, variant, size, color, available] = row
    if (last?.id !== id) {
      last = {
        id: ProductId(id),
        name,
        description,
        price: price as Money,
        category: CategoryId(category),
        available: 0,
        variants: [],
      }
      products.push(last)
    }
    last.available += available
    if (variant !== null) last.variants.push({ id: VariantId(variant), size, color, available })
  }
  return products
}

type ProductColumns = readonly [
  id: number,
  name: string,
  description: string,
  price: number,
  category: number,
  variant: number | null,
  size: string,
  color: string,
  available: number,
]
