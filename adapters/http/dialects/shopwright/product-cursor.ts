import type { ProductCursor } from "../../../../application/ports/product-search.ts"
import { ProductId } from "../../../../domain/catalog/product.ts"
import { cursorOf } from "./cursor.ts"

/** The cursor of lists of products. */
export const productCursor = cursorOf<ProductCursor>(
  ({ value, id }) => JSON.stringify([value, id]),
  (text) => {
    const [value, id] = listIn(text)
    const isValue = typeof value === "string" || Number.isSafeInteger(value)
    return isValue && Number.isSafeInteger(id) ? { value: value as string | number, id: ProductId(id as number) } : null
  },
)

const listIn = (json: string): ReadonlyArray<unknown> => {
  try {
    const value: unknown = JSON.parse(json)
    return Array.isArray(value) ? value : []
  } catch {
    return []
  }
}
