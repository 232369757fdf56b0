import { Result } from "effect"
import fc from "fast-check"
import { CATEGORY_NAME_MAX_LENGTH, CategoryId, categoryName } from "../../../domain/catalog/category.ts"
import type { MissingOffer, Offer } from "../../../domain/catalog/offer.ts"
import { type NewProduct, type NewVariant, newProduct, ProductId, VariantId } from "../../../domain/catalog/product.ts"
import type { Movement, MovementKind } from "../../../domain/stock/movement.ts"
import { SkuId } from "../../../domain/stock/sku.ts"
import { move, replenish, type StockLevel } from "../../../domain/stock/stock-level.ts"
import { anyMoney, anyQuantity, anyStock, anyTextUpTo } from "./values.ts"

/** The name of a category. */
export const anyCategoryName: fc.Arbitrary<string> = anyTextUpTo(CATEGORY_NAME_MAX_LENGTH).map((text) =>
  Result.getOrThrow(categoryName(text)),
)

/** A variant to be. */
export const anyNewVariant: fc.Arbitrary<NewVariant> = fc.record({
  size: fc.constantFrom("S", "M", "L", "100ml"),
  color: fc.constantFrom("red", "blue", "White"),
  stock: anyStock,
})

/**
 * A product to be of one category, with stock of its own or with variants; shrinks to one without either.
 *
 * @example
 * fc.assert(fc.property(anyNewProduct(bath.id), (product) => Result.isSuccess(newProduct(product))))
 */
export const anyNewProduct = (category: CategoryId = CategoryId(1)): fc.Arbitrary<NewProduct> =>
  fc
    .record({
      name: anyTextUpTo(40),
      description: fc.oneof(fc.constant(""), anyTextUpTo(100)),
      price: anyMoney,
      stock: anyStock,
      variants: fc.array(anyNewVariant, { maxLength: 3 }),
    })
    .map((drawn) => {
      const stock = drawn.variants.length > 0 ? 0 : drawn.stock
      return Result.getOrThrow(newProduct({ ...drawn, category, stock }))
    })

/**
 * A movement of one kind of an SKU.
 *
 * @example
 * fc.assert(fc.property(anyMovement("reserve", SkuId(1)), ({ quantity }) => quantity > 0))
 */
export const anyMovement = (kind: MovementKind, sku: SkuId = SkuId(1)): fc.Arbitrary<Movement> =>
  anyQuantity.map((quantity) => ({ sku, kind, quantity }))

/** A level of SKU 1 whose books are right, as restocking and reserving have left it; shrinks to an empty shelf. */
export const anyStockLevel: fc.Arbitrary<StockLevel> = fc
  .record({ reserved: fc.nat(100), free: fc.nat(100) })
  .map(({ reserved, free }) => {
    const empty = { sku: SkuId(1), onHand: 0, reserved: 0 }
    const filled = Result.getOrThrow(replenish(empty, reserved + free))
    return reserved === 0
      ? filled
      : Result.getOrThrow(move(filled, { sku: filled.sku, kind: "reserve", quantity: reserved }))
  })

/** The offers of a small shop, the same price for one SKU each time: 1 to 4 are products, 5 to 8 variants of product 9. */
export const anyOffer: fc.Arbitrary<Offer> = fc.integer({ min: 1, max: 8 }).map((sku) => ({
  sku: SkuId(sku),
  product: ProductId(sku <= 4 ? sku : 9),
  variant: sku <= 4 ? null : VariantId(sku),
  // A price of its own for each, worth a sum that tells which lines are in it.
  price: priceOf(sku),
}))

const priceOf = (sku: number): Offer["price"] => {
  const [price] = fc.sample(anyMoney, { seed: sku, numRuns: 1 })
  if (price === undefined) throw new Error("no sample")
  return price
}

/** Why nothing may be sold. */
export const anyMissingOffer: fc.Arbitrary<MissingOffer> = fc.constantFrom<MissingOffer>(
  "no-such-product",
  "no-such-variant",
  "variant-required",
)
