import { Result } from "effect"
import type { AccountId, Order, OrderId, OrderLine, OrderStatus, Username } from "shopwright"
import {
  type BuyerOrder,
  latestRecordedTime,
  type OrderHistory,
  type OrderNoteConflict,
  type Orders,
  type OverdueOrders,
  orderHistory,
} from "shopwright/ports"
import { type Database, time, type Value } from "./database.ts"
import { readMetadata } from "./metadata.ts"
import { announceChange } from "./outbox.ts"

/** Orders, in SQLite. */
export const sqliteOrders = (db: Database): Orders => ({
  find: (order) => db.read(() => findOrder(db, order)),

  page: ({ owner, statuses, after = 0, limit }) =>
    db.read(() => {
      const conditions: Array<readonly [sql: string, value: Value]> = [["o.id > ?", after]]
      if (owner !== "all") conditions.push(["o.account = ?", owner])
      if (statuses !== undefined)
        conditions.push(["o.status in (select value from json_each(?))", JSON.stringify(statuses)])
      const where = conditions.map(([sql]) => sql).join(" and ")
      const values = conditions.map(([, value]) => value)
      return ordersOf(db, db.all(`${selecting} where ${where} order by o.id limit ?`, ...values, limit))
    }),
})

/** Unpaid orders, in SQLite. */
export const sqliteOverdueOrders = (db: Database): OverdueOrders => ({
  unpaidSince: (before, limit, now) =>
    db.write(() => {
      const update = "update orders set created_at = ? where status = 'created' and created_at > ?"
      db.run(update, now, latestRecordedTime(now))
      const overdue = "where o.status = 'created' and o.created_at < ? order by o.created_at, o.id limit ?"
      return ordersOf(db, db.all(`${selecting} ${overdue}`, before, limit)).map(withoutName)
    }),
})

/** Histories and notes, in SQLite. */
export const sqliteOrderHistory = (db: Database): OrderHistory => ({
  find: (id) =>
    db.read(() => {
      const [order] = ordersOf(db, db.all(`${selecting} where o.id = ?`, id))
      if (order === undefined) return null
      const select = "select status, actor, at, reason from order_step where order_id = ? order by id"
      const changes = db
        .all<StepRow>(select, id)
        .map(({ status, actor, at, reason }) => ({ status, at: time(at), by: actor, reason }))
      const row = db.first<{ readonly note: string }>("select note from order_note where order_id = ?", id)
      return { order, steps: orderHistory(order, changes), note: row?.note ?? "" }
    }),

  setNote: (id, note, _at, from) =>
    db.attempt((): Result.Result<boolean, OrderNoteConflict> => {
      if (db.first("select id from orders where id = ?", id) === undefined) return Result.succeed(false)
      const stored = db.first<{ readonly note: string }>("select note from order_note where order_id = ?", id)
      if (from !== undefined && (stored?.note ?? "") !== from) return Result.fail({ _tag: "OrderNoteConflict" })
      db.run("insert or replace into order_note (order_id, note) values (?, ?)", id, note)
      announceChange(db)
      return Result.succeed(true)
    }),
})

interface StepRow {
  readonly status: OrderStatus
  readonly actor: AccountId | null
  readonly at: number
  readonly reason: string
}

/** Reads an order by its id; `null` if there is none. */
export const findOrder = (db: Database, id: number): Order | null => {
  const [order] = ordersOf(db, db.all(`${selecting} where o.id = ?`, id))
  return order === undefined ? null : withoutName(order)
}

interface OrderRow {
  readonly id: OrderId
  readonly account: AccountId
  readonly username: Username | null
  readonly status: OrderStatus
  readonly delivery: string | null
  readonly metadata: string | null
  readonly adjustments: string
  readonly created_at: number
  readonly updated_at: number
}

interface LineRow extends Omit<OrderLine, "metadata"> {
  readonly order_id: OrderId
  readonly metadata: string | null
}

const selecting = "select o.*, a.username from orders o join account a on a.id = o.account"

/** Reads the lines of all given orders at once. */
const ordersOf = (db: Database, rows: ReadonlyArray<OrderRow>): ReadonlyArray<BuyerOrder> => {
  const ids = JSON.stringify(rows.map(({ id }) => id))
  const columns = "id, order_id, stock_item as stockItem, product, variant, quantity, price, metadata"
  const ofTheseOrders = "where order_id in (select value from json_each(?))"
  const lines = Map.groupBy(
    db.all<LineRow>(`select ${columns} from order_line ${ofTheseOrders} order by id`, ids),
    ({ order_id }) => order_id,
  )
  return rows.map((row) => ({
    id: row.id,
    account: row.account,
    username: row.username,
    status: row.status,
    delivery: row.delivery === null ? null : JSON.parse(row.delivery),
    metadata: readMetadata(row.metadata),
    lines: (lines.get(row.id) ?? []).map(({ order_id: _, metadata, ...line }) => ({
      ...line,
      ...(metadata !== null && { metadata: JSON.parse(metadata) }),
    })),
    adjustments: JSON.parse(row.adjustments),
    createdAt: time(row.created_at),
    updatedAt: time(row.updated_at),
  }))
}

const withoutName = ({ username: _, ...order }: BuyerOrder): Order => order
