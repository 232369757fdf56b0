import type { IdempotencyClaim } from "../order/idempotency.ts"
import type { IdempotencyKey } from "../order/idempotency-key.ts"
import type { NewProduct, ProductId } from "./product.ts"

/** Returns the claim of a key on the creation of a product. Two requests are equal if they create the same product. */
export const claimOfProduct = (key: IdempotencyKey, product: NewProduct): IdempotencyClaim => {
  const { name, description, price, category, stock, variants, metadata = null } = product
  const sold = variants.map(({ size, color, sku = null, stock, metadata = null }) => [
    ...[size, color, sku, stock],
    ...(metadata === null ? [] : [metadata]),
  ])
  const described = [name, description, price, category, stock, sold, ...(metadata === null ? [] : [metadata])]
  return { key, fingerprint: JSON.stringify(["product", ...described]) }
}

/** Returns the claim of a key on the creation of a category. */
export const claimOfCategory = (key: IdempotencyKey, name: string): IdempotencyClaim => ({
  key,
  fingerprint: JSON.stringify(["category", name]),
})

/** Returns the claim of a key on the addition of a picture. `digest` is equal for equal files only. */
export const claimOfPicture = (
  key: IdempotencyKey,
  { product, alt, digest }: { readonly product: ProductId; readonly alt: string; readonly digest: string },
): IdempotencyClaim => ({ key, fingerprint: JSON.stringify(["picture", product, alt, digest]) })
