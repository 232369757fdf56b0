import type { Category } from "../../../../domain/catalog/category.ts"
import type { Currency } from "../../../../domain/catalog/currency.ts"
import type { ProductEntry, VariantEntry } from "../../../../domain/catalog/product-entry.ts"
import type { ProductPicture } from "../../../../domain/catalog/product-picture.ts"
import { listOf, named, orNull, record, text, truth, whole } from "../../dialect/schema.ts"
import { PICTURES } from "./account-view.ts"
import { metadataSchema } from "./metadata.ts"
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

const formatVariant = ({ id, size, color, sku, metadata, available, isArchived }: VariantEntry) => ({
  id,
  size,
  color,
  sku,
  metadata,
  available,
  isArchived,
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
    metadata: metadataSchema,
    available,
    isArchived: archived,
  }),
)

const formatPicture = ({ name, alt }: ProductPicture, base: string) => ({
  id: name,
  url: `${base}/v1/${PICTURES}/${name}`,
  alt,
})

const pictureSchema = named(
  "ProductPicture",
  record<ReturnType<typeof formatPicture>>({
    id: text({ examples: ["0123456789abcdef0123456789abcdef.jpg"] }),
    url: text({ format: "uri-reference" }),
    alt: text({ description: "What it shows. Empty for a decoration.", examples: ["A tube of sunscreen"] }),
  }),
)

/** How products are shown: the URL of the API, and the currency of the shop. */
export interface ProductFormat {
  readonly base: string
  readonly currency: Currency
}

/** Formats a product. The quantity of a product with variants is that of all its variants together. */
export const formatProduct = (product: ProductEntry, { base, currency }: ProductFormat) => {
  const { id, name, description, price, category, metadata, available, variants, isArchived } = product
  return {
    id,
    name,
    description,
    price: formatMoney(price, currency),
    category,
    metadata,
    available,
    variants: variants.map(formatVariant),
    pictures: product.pictures.map((picture) => formatPicture(picture, base)),
    isArchived,
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
    metadata: metadataSchema,
    available,
    variants: listOf(variantSchema, { description: "A product with variants is sold by variant only." }),
    pictures: listOf(pictureSchema, { description: "In the order in which they are shown." }),
    isArchived: archived,
  }),
)

/** A product as a versioned resource. Sales change its quantities, which are no part of its version. */
export const versionedProduct = (product: ProductEntry, format: ProductFormat): Versioned => ({
  shown: formatProduct(product, format),
  version: String(product.version),
})
