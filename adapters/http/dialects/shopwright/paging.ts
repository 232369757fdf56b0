import { described, optional } from "../../dialect/json/fields.ts"
import { wholeText } from "../../dialect/json/query.ts"
import { type HttpResponse, json } from "../../dialect/response.ts"
import { listOf, named, orNull, record, type Schema, text } from "../../dialect/schema.ts"
import { idCursor } from "./cursor.ts"

const MAX_LIMIT = 1000
const DEFAULT_LIMIT = 50

/** The parameters of every list: its size, and the cursor after which it begins. */
export const pageFields = {
  limit: described(
    optional(
      wholeText({ min: 1, max: MAX_LIMIT }, (limit) => limit),
      DEFAULT_LIMIT,
    ),
    { description: "The most items of the page." },
  ),
  after: described(optional(idCursor.field, undefined), {
    description: "The `next` of the page before. Defaults to the beginning.",
  }),
}

/** A page of a list. `next` is the cursor of the next page, `null` on the last page. */
export interface Page<Item> {
  readonly items: ReadonlyArray<Item>
  readonly next: string | null
}

export const pageSchema = <Item>(name: string, item: Schema<Item>): Schema<Page<Item>> =>
  named(
    name,
    record<Page<Item>>(
      { items: listOf(item), next: orNull(text({ description: "The cursor of the next page." })) },
      { description: "A page of a list. `next` is null on the last page." },
    ),
  )

/** Returns a page, with a `Link` to the next one (RFC 8288) that keeps the other parameters. */
export const pageResponse = (url: string, items: ReadonlyArray<unknown>, next: string | null): HttpResponse => {
  if (next === null) return json(200, { items, next })
  const start = url.indexOf("?")
  const query = new URLSearchParams(start === -1 ? "" : url.slice(start + 1))
  query.set("after", next)
  return json(200, { items, next }, { Link: `<?${query}>; rel="next"` })
}

/** Cuts a page out of a whole list in ascending order of id. */
export const cut = <Item extends { readonly id: number }>(
  items: ReadonlyArray<Item>,
  { limit, after = 0 }: { readonly limit: number; readonly after: number | undefined },
): { readonly items: ReadonlyArray<Item>; readonly next: string | null } => {
  const rest = after === 0 ? items : items.filter(({ id }) => id > after)
  const page = rest.slice(0, limit)
  const last = page.at(-1)
  return { items: page, next: last !== undefined && rest.length > limit ? idCursor.encode(last.id) : null }
}

/** The documentation of the header of a page. */
export const pageHeaders = { Link: 'The next page, with `rel="next"`. Missing on the last page.' }
