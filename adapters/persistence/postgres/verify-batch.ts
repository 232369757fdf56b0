import type { ExportBatch } from "../../../application/ports/shop-transfer.ts"
import { InvalidExport } from "../../../application/transfer/errors.ts"
import type { ExportKind } from "../../../application/transfer/export-format.ts"
import { type Queries, unnamed } from "./database.ts"

/** Throws InvalidExport if a record of a batch contradicts the records before it, which are loaded already. */
export const verifyBatch = async (
  { rows }: Pick<Queries, "rows">,
  s: string,
  { kind, lines, firstLine }: ExportBatch,
): Promise<void> => {
  const contradiction = contradictions(s)[kind]
  if (contradiction === undefined) return
  const found = await rows<{ n: number; fault: string }>(
    unnamed(`select l.n::float8 as n, c.fault from pg_catalog.json_array_elements($1::json) with ordinality l (value, n)
      cross join lateral pg_catalog.json_populate_record(null::${s}.${kind}, l.value -> '${kind}') r
      cross join lateral (${contradiction}) c where c.fault is not null order by l.n`),
    [`[${lines.join(",")}]`],
  )
  if (found.length === 0) return
  const faults = found.slice(0, MAX_FAULTS).map(({ n, fault }) => ({ line: firstLine + n - 1, fault }))
  throw new InvalidExport({ faults, more: found.length - faults.length })
}

/** The most faults that are listed. */
export const MAX_FAULTS = 50

/** Queries that return the fault of the record `r`, or `null` or no row. */
const contradictions = (s: string): Partial<Record<ExportKind, string>> => ({
  stock_level: sameItem(s, "stock_level"),
  order_line: sameItem(s, "order_line"),
  order_step: `select case
      when r.number > o.version then 'order_step.number is ' || r.number || ', but the order has version ' || o.version
      when r.number = o.version and r.status <> o.status
        then 'order_step.status is ' || r.status || ', but the order has the status ' || o.status
    end as fault from ${s}.orders o where o.id = r."order" and o.account = r.account`,
  event: `select case
      when r.position > o.last_position
        then 'event.position is ' || r.position || ', but outbox.last_position is ' || o.last_position
      when r.number > v.version
        then 'event.number is ' || r.number || ', but ' || r.stream || ' has version ' || v.version
    end as fault from ${s}.outbox o left join lateral (${versionOf(s)}) v on true`,
  subscriber: `select 'subscriber.position is ' || r.position || ', but outbox.last_position is ' || o.last_position as fault
    from ${s}.outbox o where r.position > o.last_position`,
})

/** A record repeats the product and the variant of its stock item, which never change. */
const sameItem = (s: string, kind: ExportKind): string => `select case
    when i.id is null then '${kind}.stock_item is ' || r.stock_item || ', which does not exist'
    else '${kind} names another product or variant than its stock item ' || i.id
  end as fault from (select r.stock_item as id) named left join ${s}.stock_item i on i.id = named.id
  where i.id is null or i.product <> r.product or i.variant is distinct from r.variant`

/** The version of an event's subject is the number of its last event. Accounts have another version. */
const versionOf = (s: string): string => {
  const id = "pg_catalog.split_part(r.stream, '/', 2)::bigint"
  return `select case pg_catalog.split_part(r.stream, '/', 1)
    when 'order' then (select max(o.version) from ${s}.orders o where o.id = ${id})
    when 'stock' then (select l.version from ${s}.stock_level l where l.stock_item = ${id})
    when 'product' then (select p.version from ${s}.product p where p.id = ${id})
  end as version`
}
