import type { CategoryId } from "../../../domain/catalog/category.ts"
import type { Currency } from "../../../domain/catalog/currency.ts"
import { formatAmount } from "../../../domain/catalog/money.ts"
import type { ProductEntry, VariantEntry } from "../../../domain/catalog/product-entry.ts"
import { type ListFormat, type Output, record } from "./output.ts"
import { formatTable } from "./text-table.ts"

type Names = ReadonlyMap<CategoryId, string>

const toJson = (product: ProductEntry, names: Names, currency: Currency) => ({
  id: product.id,
  name: product.name,
  description: product.description,
  price: formatAmount(product.price, currency),
  category: names.get(product.category) ?? null,
  available: product.available,
  stockItem: product.stockItem,
  isArchived: product.isArchived,
  variants: product.variants.map(({ id, size, color, sku, available, stockItem, isArchived }) => ({
    ...{ id, size, color, sku, available, stockItem, isArchived },
  })),
})

export const productFormat = (names: Names, currency: Currency): ListFormat<ProductEntry> => ({
  noun: "products",
  columns: [
    { name: "ID", cell: ({ id }) => id },
    { name: "NAME", cell: ({ name }) => name },
    { name: "CATEGORY", cell: ({ category }) => names.get(category) ?? "" },
    { name: "PRICE", cell: ({ price }) => formatAmount(price, currency) },
    { name: "AVAILABLE", cell: ({ available }) => available },
    { name: "VARIANTS", cell: ({ variants }) => variants.length },
  ],
  toJson: (product) => toJson(product, names, currency),
})

export const productRecord = (product: ProductEntry, names: Names, currency: Currency): Output =>
  record(
    toJson(product, names, currency),
    [
      ["Product", String(product.id)],
      ["Name", product.name],
      ["Description", product.description],
      ["Price", formatAmount(product.price, currency)],
      ["Category", names.get(product.category) ?? ""],
      ["Available", String(product.available)],
      ["On sale", product.isArchived ? "no, archived" : "yes"],
    ],
    product.variants.length === 0 ? "" : formatTable(variantColumns, product.variants),
  )

const variantColumns = [
  { name: "VARIANT", cell: ({ id }: VariantEntry) => id },
  { name: "SIZE", cell: ({ size }: VariantEntry) => size },
  { name: "COLOR", cell: ({ color }: VariantEntry) => color },
  { name: "SKU", cell: ({ sku }: VariantEntry) => sku ?? "" },
  { name: "AVAILABLE", cell: ({ available }: VariantEntry) => available },
  { name: "ON SALE", cell: ({ isArchived }: VariantEntry) => (isArchived ? "no, archived" : "yes") },
]
