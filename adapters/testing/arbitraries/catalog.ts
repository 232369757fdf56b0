import { Result } from "effect"
import fc from "fast-check"
import { CATEGORY_NAME_MAX_LENGTH, type Category, CategoryId, categoryName } from "../../../domain/catalog/category.ts"
import {
  type NewProduct,
  type NewVariant,
  newProduct,
  type Product,
  ProductId,
  SKU_MAX_LENGTH,
  type Variant,
  VariantId,
} from "../../../domain/catalog/product.ts"
import { type Repricing, reprice } from "../../../domain/catalog/reprice.ts"
import { StockItemId } from "../../../domain/stock/stock-item.ts"
import { anyMetadata } from "./metadata.ts"
import { anyId, anyMoney, anyOptionalTextUpTo, anyStock, anyTextUpTo, anyTime } from "./values.ts"

/**
 * Generates a category name of 1 to 100 UTF-16 code units. Shrinks to one character.
 *
 * @example
 * fc.assert(fc.property(anyCategoryName, (name) => Result.getOrThrow(categoryName(name)) === name))
 */
export const anyCategoryName: fc.Arbitrary<string> = anyTextUpTo(CATEGORY_NAME_MAX_LENGTH).map((text) =>
  Result.getOrThrow(categoryName(text)),
)

/**
 * Generates a stored category. Shrinks to category 1 with a name of one character.
 *
 * @example
 * fc.assert(fc.property(anyCategory, ({ name }) => Result.getOrThrow(categoryName(name)) === name))
 */
export const anyCategory: fc.Arbitrary<Category> = fc
  .record({ id: anyId, name: anyCategoryName })
  .map(({ id, name }) => ({ id: CategoryId(id), name }))

/**
 * Generates a new variant with its initial stock. Shrinks to a red variant in size S without stock.
 *
 * @example
 * fc.assert(fc.property(anyNewVariant, ({ stock }) => stock >= 0))
 */
export const anyNewVariant: fc.Arbitrary<NewVariant> = fc.record({
  size: fc.constantFrom("S", "M", "L", "100ml"),
  color: fc.constantFrom("red", "blue", "White"),
  sku: fc.option(anyTextUpTo(SKU_MAX_LENGTH), { nil: null }),
  metadata: fc.option(anyMetadata, { nil: null }),
  stock: anyStock,
})

/**
 * Generates a new product of one category, with its own stock or with variants. Shrinks to a product without either.
 *
 * @example
 * fc.assert(fc.property(anyNewProduct(bath.id), (product) => Result.isSuccess(newProduct(product))))
 */
export const anyNewProduct = (category: CategoryId = CategoryId(1)): fc.Arbitrary<NewProduct> =>
  fc
    .record({
      name: anyTextUpTo(40),
      description: anyOptionalTextUpTo(100),
      price: anyMoney,
      metadata: fc.option(anyMetadata, { nil: null }),
      stock: anyStock,
      variants: fc.array(anyNewVariant, { maxLength: 3 }),
    })
    .map((drawn) => {
      const stock = drawn.variants.length > 0 ? 0 : drawn.stock
      return Result.getOrThrow(newProduct({ ...drawn, category, stock }))
    })

/**
 * Generates a stored variant. Shrinks to variant 1, red, size S, without stock.
 *
 * @example
 * fc.assert(fc.property(anyVariant, ({ available }) => available >= 0))
 */
export const anyVariant: fc.Arbitrary<Variant> = fc
  .record({ id: anyId, variant: anyNewVariant })
  .map(({ id, variant }) => numbered(variant, id))

const numbered = ({ stock, ...variant }: NewVariant, id: number): Variant => ({
  id: VariantId(id),
  stockItem: StockItemId(id),
  ...variant,
  sku: variant.sku ?? null,
  metadata: variant.metadata ?? null,
  available: stock,
})

/**
 * Generates a stored product of one category without orders. Its variants are numbered from its own id. Shrinks to
 * product 1 with price 0 and no stock.
 *
 * @example
 * fc.assert(fc.property(anyProduct(bath.id), (product) => product.category === bath.id))
 */
export const anyProduct = (category: CategoryId = CategoryId(1)): fc.Arbitrary<Product> =>
  fc.record({ id: anyId, product: anyNewProduct(category) }).map(({ id, product: { stock, ...product } }) => {
    const variants = product.variants.map((variant, index) => numbered(variant, id + index))
    const available = variants.reduce((sum, variant) => sum + variant.available, stock)
    const stockItem = variants.length === 0 ? StockItemId(id) : null
    return { ...product, metadata: product.metadata ?? null, id: ProductId(id), available, stockItem, variants }
  })

/**
 * Generates a price change to a different price. Shrinks to product 1, from 0 to the smallest price.
 *
 * @example
 * fc.assert(fc.property(anyRepricing, ({ event }) => event.from !== event.to))
 */
export const anyRepricing: fc.Arbitrary<Repricing> = fc
  .record({ id: anyId, price: anyMoney, to: anyMoney, at: anyTime })
  .map(({ id, price, to, at }) => reprice({ id: ProductId(id), price }, to, at))
  .filter((repricing) => repricing !== null)
