import type { ShopTransfer } from "../../../application/ports/shop-transfer.ts"
import {
  type ExportKind,
  exportKinds,
  type Field,
  fieldsOf,
  typeOf,
} from "../../../application/transfer/export-format.ts"
import { type Database, type Queries, unnamed } from "./database.ts"
import { quoted } from "./schema.ts"

/** The number of rows that are read at once. */
const PORTION = 100

/** The columns by which the rows of a kind are ordered: the table's primary key. */
const keys: Readonly<Record<ExportKind, ReadonlyArray<string>>> = {
  shop: ["id"],
  account: ["id"],
  guest: ["account"],
  category: ["id"],
  product: ["id"],
  product_picture: ["name"],
  variant: ["id"],
  stock_item: ["id"],
  stock_level: ["stock_item"],
  stock_movement: ["id", "stock_item"],
  stock_key: ["account", "key"],
  catalog_key: ["account", "key"],
  orders: ["id", "account"],
  order_line: ["order", "id", "account"],
  order_step: ["order", "account", "number"],
  order_note: ["order", "account"],
  order_key: ["account", "key"],
  outbox: ["last_position"],
  event: ["stream", "number"],
  subscriber: ["name"],
  deferred_event: ["subscriber", "stream", "number"],
}

/** Reads all kinds in one snapshot. A cursor keeps the memory of both sides bounded. */
export const readShop = (database: Database, write: Parameters<ShopTransfer["read"]>[0]): Promise<void> =>
  database.transaction(
    async ({ rows }) => {
      await rows(unnamed("set transaction isolation level repeatable read, read only"), [])
      await rows(unnamed("set local statement_timeout = 0"), [])
      for (const kind of exportKinds)
        for await (const lines of linesOf(rows, database, kind)) await write({ kind, lines })
    },
    { isUnlimited: true },
  )

async function* linesOf(
  rows: Queries["rows"],
  { schema: s, isDistributed }: Database,
  kind: ExportKind,
): AsyncGenerator<ReadonlyArray<string>> {
  const columns = Object.entries(fieldsOf(kind)).map(([name, field]) => [name, columnOf(name, field)] as const)
  const order = keys[kind].map((name) => `t.${quoted(name)}`).join(", ")
  const row = isDistributed ? objectOf(columns) : rowOf(columns)
  const select = `select pg_catalog.json_build_object('${kind}', ${row})::text as line from ${s}.${kind} t order by ${order}`
  await rows(unnamed(`declare export_cursor no scroll cursor for ${select}`), [])
  for (;;) {
    const found = await rows<{ readonly line: string }>(unnamed(`fetch ${PORTION} from export_cursor`), [])
    if (found.length > 0) yield found.map(({ line }) => line)
    if (found.length < PORTION) break
  }
  await rows(unnamed("close export_cursor"), [])
}

type Columns = ReadonlyArray<readonly [name: string, value: string]>

const rowOf = (columns: Columns): string =>
  `(select c from (select ${columns.map(([name, value]) => `${value} as ${quoted(name)}`).join(", ")}) c)`

/** Citus rejects the subquery of {@link rowOf}, which PostgreSQL encodes faster. */
const objectOf = (columns: Columns): string =>
  `pg_catalog.json_build_object(${columns.map(([name, value]) => `'${name}', ${value}`).join(", ")})`

/** Times are written in UTC with microseconds, whatever the time zone of the session is. */
const columnOf = (name: string, field: Field): string => {
  const column = `t.${quoted(name)}`
  if (typeOf(field).type !== "time") return column
  return `pg_catalog.to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`
}
