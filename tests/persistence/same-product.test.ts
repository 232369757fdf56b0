import { Result } from "effect"
import { expect, it } from "vitest"
import { isSameProduct } from "../../adapters/persistence/postgres/same-product.ts"
import { CategoryId } from "../../domain/catalog/category.ts"
import { money } from "../../domain/catalog/money.ts"
import { type Product, ProductId, VariantId } from "../../domain/catalog/product.ts"
import { StockItemId } from "../../domain/stock/stock-item.ts"

const small = { size: "S", color: "red", sku: null, metadata: { bin: 7 }, available: 3 }
const variant = { id: VariantId(1), stockItem: StockItemId(1), ...small }
const shirt: Product = {
  ...{ id: ProductId(1), name: "Shirt", description: "", category: CategoryId(1), available: 3, stockItem: null },
  price: Result.getOrThrow(money(100)),
  metadata: { supplier: "S-17" },
  variants: [variant],
}

it("two readings with equal metadata show the same, and other metadata is a difference", () => {
  expect(isSameProduct(shirt, structuredClone(shirt))).toBe(true)
  expect(isSameProduct(shirt, { ...shirt, metadata: { supplier: "S-18" } })).toBe(false)
  expect(isSameProduct(shirt, { ...shirt, metadata: null })).toBe(false)
  expect(isSameProduct(shirt, { ...shirt, variants: [{ ...variant, metadata: null }] })).toBe(false)
})
