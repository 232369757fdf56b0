import type { Category } from "../../../../domain/catalog/category.ts"
import type { Product, Variant } from "../../../../domain/catalog/product.ts"
import type { ProductEntry, VariantEntry } from "../../../../domain/catalog/product-entry.ts"
import { listOf, named, orNull, record, text, truth, whole } from "../../dialect/schema.ts"
import { formatMoney, moneySchema } from "./money.ts"
import type { Versioned } from "./versions.ts"

export const formatCategory = ({ id, name }: Category) => ({ id, name })

export const categorySchema = named(
  "Category",
  record<ReturnType<typeof formatCategory>>({
    id: whole({ minimum: 1, examples: [3] }),
    name: text({ examples: ["Skincare"] }),
  }),
)

const formatVariant = ({ id, size, color, sku, available, ...more }: Variant | VariantEntry) => ({
  id,
  size,
  color,
  sku,
  available,
  isArchived: "isArchived" in more && more.isArchived,
})

const available = whole({ minimum: 0, description: "The quantity that can be ordered.", examples: [50] })

const archived = truth({ description: "Whether it is no longer sold. Only admins see what is archived." })

const variantSchema = named(
  "Variant",
  record<ReturnType<typeof formatVariant>>({
    id: whole({ minimum: 1 }),
    size: text({ examples: ["100ml"] }),
    color: text({ examples: ["White"] }),
    sku: orNull(text({ description: "The merchant's own number." })),
    available,
    isArchived: archived,
  }),
)

/** Formats a product. The quantity of a product with variants is that of all its variants together. */
export const formatProduct = (product: Product | ProductEntry) => {
  const { id, name, description, price, category, available, variants } = product
  return {
    id,
    name,
    description,
    price: formatMoney(price),
    category,
    available,
    variants: variants.map(formatVariant),
    isArchived: "isArchived" in product && product.isArchived,
  }
}

export const productSchema = named(
  "Product",
  record<ReturnType<typeof formatProduct>>({
    id: whole({ minimum: 1, examples: [1] }),
    name: text({ examples: ["Sunscreen"] }),
    description: text({ examples: ["SPF 30 sunscreen"] }),
    price: moneySchema,
    category: whole({ minimum: 1, description: "The id of its category.", examples: [3] }),
    available,
    variants: listOf(variantSchema, { description: "A product with variants is sold by variant only." }),
    isArchived: archived,
  }),
)

/** A product as a versioned resource. Sales change its quantities, which are no part of its version. */
export const versionedProduct = (product: ProductEntry): Versioned => ({
  shown: formatProduct(product),
  version: String(product.version),
})
