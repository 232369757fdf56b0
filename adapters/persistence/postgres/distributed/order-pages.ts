import { type Database, unnamed } from "../database.ts"
import { idOrNone } from "../ids.ts"
import { type OrderRow, orderColumns, ordersOf, withLines } from "../order-rows.ts"
import type { OwnRange, Page } from "../own-range.ts"

/** Reads pages of the orders of one account each. Each page is read from the shard of its account. */
export const ownPagesByShard = (
  { rows, schema: s }: Database,
  ranges: ReadonlyArray<OwnRange>,
): Promise<ReadonlyArray<Page>> => {
  const own = {
    name: "own orders of account",
    text: `select ${orderColumns}
      from (
        select * from ${s}.orders o
        where o.account = $1::bigint and o.id + 0 > $2::bigint
          and ($4::text is null or o.status = any (string_to_array($4, ',')))
        order by o.id + 0 limit $3::integer
      ) o ${withLines(s, true)} where i.account = $1 order by o.id, i.id`,
  }
  return Promise.all(
    ranges.map(async ({ owner, after, limit, statuses }) =>
      ordersOf(await rows<OrderRow>(own, [idOrNone(owner), after, limit, statuses?.join() ?? null])),
    ),
  )
}

/** Reads a page of the orders of all accounts that have one of some statuses. Each status is read by its own index. */
export const pageInStatuses = async (
  { rows, schema: s }: Database,
  {
    statuses,
    after,
    limit,
  }: Required<Pick<OwnRange, "after" | "limit">> & { readonly statuses: ReadonlyArray<string> },
): Promise<Page> => {
  const wanted = [...new Set(statuses)]
  if (wanted.length === 0) return []
  const pages = wanted.map(
    (_, i) => `(select * from ${s}.orders o where o.status = $${i + 3} and o.id + 0 > $1 order by o.id + 0 limit $2)`,
  )
  const text = `select ${orderColumns} from (select * from (${pages.join(" union all ")}) o order by id limit $2) o
    ${withLines(s, true)} order by o.id, i.id`
  return ordersOf(await rows<OrderRow>(unnamed(text), [after, limit, ...wanted]))
}
