import { Result } from "effect"
import type { Faults } from "./field.ts"
import { integerField } from "./number-fields.ts"

/** The longest page that a client gets. */
export const MAX_LIMIT = 1000

const limitField = integerField({ min: 1, max: MAX_LIMIT })
const INT32_MAX = 2_147_483_647

/** Which page a client asks for: how long, and behind which id it begins. */
export interface Page {
  readonly limit: number
  readonly after: number | undefined
}

/** The page that a request's `limit` and `cursor` ask for, or what is wrong with them; `null` where there is neither. */
export const pageRequest = (url: string): Result.Result<Page, { readonly [parameter: string]: Faults }> | null => {
  if (!url.includes("?")) return null
  const query = queryOf(url)
  const [limit, cursor] = [query.getAll("limit").at(-1), query.getAll("cursor").at(-1)]
  if (limit === undefined && cursor === undefined) return null
  const size = limit === undefined ? required : limitField.read(limit, true)
  const after = cursor === undefined ? undefined : idBehind(cursor)
  if (Result.isSuccess(size) && after !== null) return Result.succeed({ limit: size.success, after })
  return Result.fail({
    ...(Result.isFailure(size) && { limit: size.failure }),
    ...(after === null && { cursor: ["Invalid cursor."] }),
  })
}

/**
 * The header that leads to the page behind an id (RFC 8288); none where there is no such page. The link is relative
 * to the URL of the request, so that it is right behind whatever proxy, and keeps the rest of its query.
 */
export const nextLink = (url: string, behind: number | null): { readonly Link?: string } => {
  if (behind === null) return {}
  const query = queryOf(url)
  query.set("cursor", cursorBehind(behind))
  return { Link: `<?${query}>; rel="next"` }
}

const required = Result.fail<Faults>(["This field is required."])

const queryOf = (url: string): URLSearchParams => new URLSearchParams(url.slice(url.indexOf("?") + 1))

/** Cursors say nothing to clients, so that what they hold may change. */
const cursorBehind = (id: number): string => Buffer.from(`after ${id}`).toString("base64url")

const idBehind = (cursor: string): number | null => {
  const id = Number(/^after (\d{1,10})$/.exec(Buffer.from(cursor, "base64url").toString())?.[1] ?? Number.NaN)
  // Only what we gave out ourselves: there are many ways to write the same in base64.
  return id <= INT32_MAX && cursorBehind(id) === cursor ? id : null
}
