import type { ExportBatch } from "../../../application/ports/shop-transfer.ts"
import { InvalidExport, ShopNotEmpty } from "../../../application/transfer/errors.ts"
import { type ExportKind, exportKinds, fieldsOf } from "../../../application/transfer/export-format.ts"
import { type Database, type Queries, unnamed } from "./database.ts"
import { quoted } from "./schema.ts"
import { sqlState } from "./sql-errors.ts"
import { verifyBatch } from "./verify-batch.ts"
import { noLines, noteLines, verifyShop } from "./verify-shop.ts"

/** The tables that have one row in every shop. The row of the export replaces it. */
const singletons: ReadonlyArray<ExportKind> = ["shop", "outbox"]

/** Writes the batches in one transaction, and verifies what records repeat of others. */
export const writeShop = (database: Database, batches: AsyncIterable<ExportBatch>): Promise<void> =>
  database.transaction(
    async ({ rows }) => {
      const s = database.schema
      await rows(unnamed("set local statement_timeout = 0"), [])
      await requireEmpty(rows, s)
      const lines = noLines()
      for await (const batch of batches) {
        await write(rows, s, batch)
        await verifyBatch({ rows }, s, batch)
        noteLines(lines, batch)
      }
      await verifyShop({ rows }, s, lines)
      await continueIds(rows, s)
    },
    { isUnlimited: true },
  )

const requireEmpty = async (rows: Queries["rows"], s: string): Promise<void> => {
  for (const kind of exportKinds) {
    // A shop without records may have events that announce changes to product lists, and their subscribers.
    if (singletons.includes(kind) || kind === "event" || kind === "subscriber") continue
    const [row] = await rows(unnamed(`select exists (select 1 from ${s}.${kind}) as is_filled`), [])
    if (row?.is_filled === true) throw new ShopNotEmpty({ kind })
  }
}

/** The lines are sent as they are, so that JSON in a field keeps its form. */
const write = async (rows: Queries["rows"], s: string, batch: ExportBatch): Promise<void> => {
  const { kind, fields, lines, firstLine } = batch
  if (singletons.includes(kind)) await rows(unnamed(`delete from ${s}.${kind}`), [])
  const columns = fields.map(quoted).join(", ")
  const values = fields.map((name) => `r.${quoted(name)}`).join(", ")
  try {
    await rows(
      unnamed(`insert into ${s}.${kind} (${columns})
        select ${values} from pg_catalog.json_array_elements($1::json) l
        cross join lateral pg_catalog.json_populate_record(null::${s}.${kind}, l.value -> '${kind}') r`),
      [`[${lines.join(",")}]`],
    )
  } catch (error) {
    if (!/^2[23]/.test(sqlState(error) ?? "")) throw error
    throw new InvalidExport({ faults: [{ line: firstLine, fault: faultOf(error, batch) }], more: 0 })
  }
}

const faultOf = (error: unknown, { kind, lines, firstLine }: ExportBatch): string => {
  const detail = typeof error === "object" && error !== null && "detail" in error ? ` ${error.detail}` : ""
  const place = lines.length === 1 ? "" : `or a line up to ${firstLine + lines.length - 1} `
  return `${place}has a ${kind} that the database rejects: ${error instanceof Error ? error.message : error}.${detail}`
}

/** Sets the sequences of ids behind the largest ids. */
const continueIds = async (rows: Queries["rows"], s: string): Promise<void> => {
  for (const kind of exportKinds)
    if (fieldsOf(kind).id === "whole")
      await rows(
        unnamed(`select pg_catalog.setval(pg_catalog.pg_get_serial_sequence($1, 'id'), last.id)
          from (select pg_catalog.max(id) as id from ${s}.${kind}) last where last.id is not null`),
        [`${s}.${kind}`],
      )
}
