import { Result } from "effect"
import type { ProductCursor } from "../../../../application/ports/product-search.ts"
import { ProductId } from "../../../../domain/catalog/product.ts"
import type { Field } from "../../dialect/field.ts"
import { fault } from "./fields.ts"

/** A cursor may contain the name of a product. */
const CURSOR_MAX_LENGTH = 4000

/** Cursors are opaque to clients, so that their content may change. */
export const encodeProductCursor = ({ value, id }: ProductCursor): string =>
  Buffer.from(JSON.stringify([value, id])).toString("base64url")

const decode = (text: string): ProductCursor | null => {
  const [value, id] = parsed(Buffer.from(text, "base64url").toString())
  const isValue = typeof value === "string" || Number.isSafeInteger(value)
  if (!isValue || !Number.isSafeInteger(id)) return null
  const cursor = { value: value as string | number, id: ProductId(id as number) }
  // Several texts decode to the same cursor. Only the canonical one is accepted.
  return encodeProductCursor(cursor) === text ? cursor : null
}

const parsed = (json: string): ReadonlyArray<unknown> => {
  try {
    const value: unknown = JSON.parse(json)
    return Array.isArray(value) ? value : []
  } catch {
    return []
  }
}

/** Reads where a page of products begins. */
export const productCursor: Field<ProductCursor> = {
  shape: { type: "text", maxLength: CURSOR_MAX_LENGTH },
  read: (value) => {
    const cursor = typeof value === "string" && value.length <= CURSOR_MAX_LENGTH ? decode(value) : null
    return cursor === null ? fault("must be the `next` of a page of this list") : Result.succeed(cursor)
  },
}
