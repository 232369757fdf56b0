import { Effect } from "effect"
import type { OrderHistory, OrderRecord } from "../../../application/ports/order-history.ts"
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
      from ${s}.orders o ${withLines(s)} where o.id = $1 order by i.id`,
  }
  const setNote = {
    name: "note order",
    text: `insert into ${s}.order_note ("order", account, note, at)
      select o.id, o.account, $2, $3 from ${s}.orders o where o.id = $1
      on conflict ("order", account) do update set note = excluded.note, at = excluded.at
      returning 1`,
  }
  return {
    find: (id) =>
      Effect.promise(async (): Promise<OrderRecord | null> => {
        const rows = await database.rows<RecordRow>(find, [idOrNone(id)])
        const [order] = ordersOf(rows)
        if (order === undefined) return null
        const { steps = null, note = null } = rows[0] ?? {}
        return { order, steps: orderHistory(order, (steps ?? []).map(stepOf)), note: note ?? "" }
      }),
    setNote: (id, note, at) =>
      Effect.promise(() =>
        database.transaction(async (queries) => {
          const noted = await queries.rows(setNote, [idOrNone(id), note, at.toISOString()])
          if (noted.length > 0) await announceChange(queries, s)
          return noted.length > 0
        }),
      ),
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
