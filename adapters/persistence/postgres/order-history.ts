import { Effect, Result } from "effect"
import type { OrderHistory, OrderNoteConflict, OrderRecord } from "../../../application/ports/order-history.ts"
import { AccountId } from "../../../domain/account/account.ts"
import { orderHistory } from "../../../domain/order/history.ts"
import type { OrderStatus } from "../../../domain/order/status.ts"
import { announceChange } from "./catalog-event.ts"
import type { Database } from "./database.ts"
import { idOrNone } from "./ids.ts"
import { type OrderRow, orderColumns, ordersOf, withLines } from "./order-rows.ts"
import { dateOf, milliseconds } from "./time.ts"

export const makeOrderHistory = (database: Database): OrderHistory => {
  const s = database.schema
  // One statement, so that the order and its history are of one moment.
  const find = {
    name: "order history",
    text: `select ${orderColumns}, (
        select pg_catalog.json_agg(pg_catalog.json_build_array(t.status, ${milliseconds("t.at")}, t.actor, t.reason) order by t.number)
        from ${s}.order_step t where t."order" = o.id and t.account = o.account
      ) as steps, (select n.note from ${s}.order_note n where n."order" = o.id and n.account = o.account) as note
      from ${s}.orders o ${withLines(s, database.isDistributed)} where o.id = $1 order by i.id`,
  }
  // The first comparison is for orders without a note. The second is with the locked row, so that of concurrent edits of one note one succeeds.
  const setNote = {
    name: "note order",
    text: `insert into ${s}.order_note as stored ("order", account, note, at)
      select o.id, o.account, $2, $3 from ${s}.orders o
      left join ${s}.order_note n on n."order" = o.id and n.account = o.account
      where o.id = $1 and ($4::text is null or coalesce(n.note, '') = $4)
      on conflict ("order", account) do update set note = excluded.note, at = excluded.at
      where $4::text is null or stored.note = $4
      returning 1`,
  }
  const exists = { name: "order exists", text: `select 1 from ${s}.orders where id = $1` }
  return {
    find: (id) =>
      Effect.promise(async (): Promise<OrderRecord | null> => {
        const rows = await database.rows<RecordRow>(find, [idOrNone(id)])
        const [order] = ordersOf(rows)
        if (order === undefined) return null
        const { steps = null, note = null } = rows[0] ?? {}
        return { order, steps: orderHistory(order, (steps ?? []).map(stepOf)), note: note ?? "" }
      }),
    setNote: (id, note, at, from) =>
      Effect.promise(() =>
        database.transaction(async (queries): Promise<Result.Result<boolean, OrderNoteConflict>> => {
          const noted = await queries.rows(setNote, [idOrNone(id), note, at.toISOString(), from ?? null])
          if (noted.length > 0) await announceChange(queries, s)
          else if (from !== undefined && (await queries.rows(exists, [idOrNone(id)])).length > 0)
            return Result.fail({ _tag: "OrderNoteConflict" })
          return Result.succeed(noted.length > 0)
        }),
      ).pipe(Effect.flatMap(Effect.fromResult)),
  }
}

interface RecordRow extends OrderRow {
  readonly steps: ReadonlyArray<StepElements> | null
  readonly note: string | null
}

/** An element of the JSON array `steps`. */
type StepElements = readonly [status: OrderStatus, at: number, actor: number | null, reason: string]

const stepOf = ([status, at, actor, reason]: StepElements) => ({
  status,
  at: dateOf(at),
  by: actor === null ? null : AccountId(actor),
  reason,
})
