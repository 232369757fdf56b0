import type { Category } from "../../../../domain/catalog/category.ts"
import type { Currency } from "../../../../domain/catalog/currency.ts"
import { toMajorUnits } from "../../../../domain/catalog/money.ts"
import type { Product } from "../../../../domain/catalog/product.ts"
import { listOf, maybe, named, numeric, record, text, whole } from "../../dialect/schema.ts"

export const formatCategory = ({ id, name }: Category) => ({ id, name })

/** Formats a product like the document. A product without variants shows its own stock. */
export const formatProduct = (
  { id, name, description, price, category, variants, available }: Product,
  currency: Currency,
): ShownProduct => {
  const documented = {
    id,
    name,
    description,
    price: toMajorUnits(price, currency),
    category,
    variants: variants.map(({ id, size, color, available }) => ({ id, size, color, stock: available })),
  }
  return variants.length === 0 ? { ...documented, stock: available } : documented
}

interface ShownProduct {
  readonly id: number
  readonly name: string
  readonly description: string
  readonly price: number
  readonly category: number
  readonly variants: ReadonlyArray<{ id: number; size: string; color: string; stock: number }>
  readonly stock?: number
}

const stock = whole({ minimum: 0, description: "The quantity that can be ordered.", examples: [50] })

export const categorySchema = named(
  "Category",
  record<ReturnType<typeof formatCategory>>({ id: whole({ examples: [3] }), name: text({ examples: ["Skincare"] }) }),
)

export const productSchema = named(
  "Product",
  record<ShownProduct>({
    id: whole({ examples: [1] }),
    name: text({ examples: ["Sunscreen"] }),
    description: text({ examples: ["SPF 30 sunscreen"] }),
    price: numeric({ minimum: 0, examples: [550] }),
    category: whole({ examples: [3] }),
    variants: listOf(
      named(
        "Variant",
        record<ShownProduct["variants"][number]>({
          id: whole({ examples: [1] }),
          size: text({ examples: ["100ml"] }),
          color: text({ examples: ["White"] }),
          stock,
        }),
      ),
    ),
    stock: maybe(stock),
  }),
)
