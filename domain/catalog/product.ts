import { Brand, Result } from "effect"
import { InvalidField } from "../invalid-field.ts"
import { withMetadata } from "../metadata.ts"
import type { MetadataOf } from "../metadata-types.ts"
import type { StockItemId } from "../stock/stock-item.ts"
import { quantityOnHand } from "../stock/stock-level.ts"
import { boundedText, optionalText } from "../text.ts"
import type { CategoryId } from "./category.ts"
import type { Money } from "./money.ts"

/** Identifies a product: a whole number from 1, assigned by the store. */
export type ProductId = number & Brand.Brand<"ProductId">
/**
 * Brands a product id that a store assigned.
 *
 * @example
 * const placed = await shop.placeOrder(buyer, { lines: [{ product: ProductId(1), quantity: 2 }] })
 */
export const ProductId = Brand.nominal<ProductId>()
/** Identifies a variant: a whole number from 1, assigned by the store. */
export type VariantId = number & Brand.Brand<"VariantId">
/**
 * Brands a variant id that a store assigned.
 *
 * @example
 * const line = { product: ProductId(2), variant: VariantId(5), quantity: 1 }
 * const placed = await shop.placeOrder(buyer, { lines: [line] })
 */
export const VariantId = Brand.nominal<VariantId>()

/** A version of a product that can be ordered, such as a size and colour. */
export interface Variant {
  readonly id: VariantId
  readonly stockItem: StockItemId
  readonly size: string
  readonly color: string
  /** The merchant's own number of the variant, or `null`. Several variants may have the same one. */
  readonly sku: string | null
  /** The host's data, or `null`. Everyone who sees the variant sees it. */
  readonly metadata: MetadataOf<"variant"> | null
  /** The available quantity: on hand less reserved. */
  readonly available: number
}

/** A product of the shop. A product with variants is sold only by variant. */
export interface Product {
  readonly id: ProductId
  readonly name: string
  readonly description: string
  readonly price: Money
  readonly category: CategoryId
  /** The host's data, or `null`. Everyone who sees the product sees it. */
  readonly metadata: MetadataOf<"product"> | null
  /** The available quantity of the product itself, or of all its variants together. */
  readonly available: number
  /** The product's own stock item. `null` when only its variants are sold. */
  readonly stockItem: StockItemId | null
  readonly variants: ReadonlyArray<Variant>
}

/** A product without an id, with its initial stock. */
export interface NewProduct {
  readonly name: string
  readonly description: string
  readonly price: Money
  readonly category: CategoryId
  /** The host's data: a JSON object. Optional. See `Metadata` for its limits. */
  readonly metadata?: MetadataOf<"product"> | null | undefined
  /** The initial quantity on hand. Undefined when the product has variants. */
  readonly stock: number
  readonly variants: ReadonlyArray<NewVariant>
}

/** A variant without an id. `stock` is its initial quantity on hand. */
export interface NewVariant {
  readonly size: string
  readonly color: string
  /** The merchant's own number of the variant: 1 to 64 characters. Optional, and not unique. */
  readonly sku?: string | null | undefined
  /** The host's data: a JSON object. Optional. See `Metadata` for its limits. */
  readonly metadata?: MetadataOf<"variant"> | null | undefined
  readonly stock: number
}

export const PRODUCT_NAME_MAX_LENGTH = 255
export const PRODUCT_DESCRIPTION_MAX_LENGTH = 50_000
export const VARIANT_TEXT_MAX_LENGTH = 50
export const SKU_MAX_LENGTH = 64

/**
 * Validates a new product: names, lengths, stock and metadata. Returns the first invalid field, or the product with
 * frozen copies of its metadata.
 *
 * @example
 * const price = Result.getOrThrow(money(350))
 * const checked = newProduct({ name: "Soap", description: "", price, category: bath.id, stock: 12, variants: [] })
 * if (Result.isFailure(checked)) console.log(checked.failure.field, checked.failure.rule.kind)
 */
export const newProduct = (product: NewProduct): Result.Result<NewProduct, InvalidField> =>
  Result.gen(function* () {
    yield* boundedText("name", product.name, PRODUCT_NAME_MAX_LENGTH)
    yield* optionalText("description", product.description, PRODUCT_DESCRIPTION_MAX_LENGTH)
    if (product.variants.length > 0 && product.stock !== 0)
      return yield* Result.fail(new InvalidField({ field: "stock", rule: { kind: "too-large", max: 0 } }))
    yield* quantityOnHand("stock", product.stock)
    const variants: Array<NewVariant> = []
    for (const [i, variant] of product.variants.entries()) {
      yield* boundedText(`variants[${i}].size`, variant.size, VARIANT_TEXT_MAX_LENGTH)
      yield* boundedText(`variants[${i}].color`, variant.color, VARIANT_TEXT_MAX_LENGTH)
      if (typeof variant.sku === "string") yield* boundedText(`variants[${i}].sku`, variant.sku, SKU_MAX_LENGTH)
      yield* quantityOnHand(`variants[${i}].stock`, variant.stock)
      variants.push(yield* withMetadata(`variants[${i}].metadata`, variant))
    }
    return yield* withMetadata("metadata", { ...product, variants })
  })
