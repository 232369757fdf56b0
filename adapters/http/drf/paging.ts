import { Result } from "effect"
import { MAX_ID } from "../../../domain/max-id.ts"
import type { Faults } from "./field.ts"
import { integerField } from "./number-fields.ts"

/** The largest page. */
export const MAX_LIMIT = 1000

const limitField = integerField({ min: 1, max: MAX_LIMIT })

/** A requested page: its size, and the id after which it begins. */
export interface Page {
  readonly limit: number
  readonly after: number | undefined
}

/** Returns the page requested by `limit` and `cursor`, or their faults. Returns `null` without both parameters. */
export const pageRequest = (url: string): Result.Result<Page, { readonly [parameter: string]: Faults }> | null => {
  if (!url.includes("?")) return null
  const query = queryOf(url)
  const [limit, cursor] = [query.getAll("limit").at(-1), query.getAll("cursor").at(-1)]
  if (limit === undefined && cursor === undefined) return null
  const size = limit === undefined ? required : limitField.read(limit, true)
  const after = cursor === undefined ? undefined : decodeCursor(cursor)
  if (Result.isSuccess(size) && after !== null) return Result.succeed({ limit: size.success, after })
  return Result.fail({
    ...(Result.isFailure(size) && { limit: size.failure }),
    ...(after === null && { cursor: ["Invalid cursor."] }),
  })
}

/**
 * Returns the `Link` header to the next page (RFC 8288), or no header after the last page. The link is relative to the
 * request's URL, so that it works behind any proxy. It keeps the other query parameters.
 */
export const nextLink = (url: string, after: number | null): { readonly Link?: string } => {
  if (after === null) return {}
  const query = queryOf(url)
  query.set("cursor", encodeCursor(after))
  return { Link: `<?${query}>; rel="next"` }
}

const required = Result.fail<Faults>(["This field is required."])

const queryOf = (url: string): URLSearchParams => new URLSearchParams(url.slice(url.indexOf("?") + 1))

/** Cursors are opaque to clients, so that their content may change. */
const encodeCursor = (id: number): string => Buffer.from(`after ${id}`).toString("base64url")

const decodeCursor = (cursor: string): number | null => {
  const id = Number(/^after (\d{1,16})$/.exec(Buffer.from(cursor, "base64url").toString())?.[1] ?? Number.NaN)
  // Several base64 texts decode to the same id. Only the canonical one is accepted.
  return id <= MAX_ID && encodeCursor(id) === cursor ? id : null
}
