import { Result } from "effect"
import {
  type AccountId,
  IdempotencyKeyReused,
  type Order,
  OrderId,
  OrderLineId,
  type OutOfStock,
  TooManyUnpaidOrders,
  UnknownAccount,
} from "shopwright"
import {
  type IdempotencyClaim,
  type OrderLedger,
  type OrderMetadataConflict,
  type OrderStatusConflict,
  type Placement,
  withIds,
} from "shopwright/ports"
import { type Database, fromJson } from "./database.ts"
import { storedMetadata } from "./metadata.ts"
import { findOrder } from "./orders.ts"
import { announceChange, putEvent } from "./outbox.ts"
import { moveStock } from "./stock.ts"

/** Records decisions in SQLite: the order, its stock and its event in one transaction. */
export const sqliteOrderLedger = (db: Database): OrderLedger => ({
  record: (placement) => db.attempt(() => record(db, placement)),

  recordOnce: (placement, claim) =>
    db.attempt((): Result.Result<Order, RecordError | IdempotencyKeyReused> => {
      const { account, createdAt } = placement.order
      const earlier = recall(db, account, claim)
      if (Result.isFailure(earlier)) return Result.fail(earlier.failure)
      if (earlier.success !== null) return Result.succeed(earlier.success)
      const placed = record(db, placement)
      if (Result.isFailure(placed)) return placed
      db.run(
        "insert into order_key (account, key, fingerprint, result, at) values (?, ?, ?, ?, ?)",
        ...[account, claim.key, claim.fingerprint, JSON.stringify(placed.success), createdAt],
      )
      return placed
    }),

  recall: (account, claim) => db.attempt(() => recall(db, account, claim)),

  recordStatusChange: ({ order, movements, event, by, reason }) =>
    db.attempt(() => {
      const { changes } = db.run(
        "update orders set status = ?, updated_at = ? where id = ? and status = ?",
        ...[order.status, order.updatedAt, order.id, event.from],
      )
      if (changes === 0) return Result.fail<OrderStatusConflict>({ _tag: "OrderStatusConflict" })
      const short = moveStock(db, movements, event.at)
      if (short !== null) throw short
      const insert = "insert into order_step (order_id, status, actor, at, reason) values (?, ?, ?, ?, ?)"
      db.run(insert, order.id, order.status, by, order.updatedAt, reason)
      putEvent(db, event)
      return Result.void
    }),

  recordMetadataChange: ({ order, from }) =>
    db.attempt(() => {
      const { changes } = db.run(
        "update orders set metadata = ? where id = ? and metadata is ?",
        ...[storedMetadata(order), order.id, storedMetadata({ metadata: from })],
      )
      if (changes === 0) return Result.fail<OrderMetadataConflict>({ _tag: "OrderMetadataConflict" })
      announceChange(db)
      return Result.void
    }),
})

type RecordError = OutOfStock | UnknownAccount | TooManyUnpaidOrders

const record = (db: Database, placement: Placement): Result.Result<Order, RecordError> => {
  const { account, status, delivery, lines, adjustments, createdAt } = placement.order
  if (db.first("select id from account where id = ?", account) === undefined)
    return Result.fail(new UnknownAccount({ account }))
  const { maxUnpaidOrders: max } = placement
  if (max !== null && countUnpaid(db, account) >= max) return Result.fail(new TooManyUnpaidOrders({ max }))
  const short = moveStock(db, placement.movements, placement.event.at)
  if (short !== null) return Result.fail(short)
  const { id } = db.run(
    `insert into orders (account, status, delivery, metadata, adjustments, created_at, updated_at)
      values (?, ?, ?, ?, ?, ?, ?)`,
    ...[account, status, delivery === null ? null : JSON.stringify(delivery)],
    ...[storedMetadata(placement.order), JSON.stringify(adjustments), createdAt, createdAt],
  )
  const lineIds = lines.map((line) => {
    const { stockItem, product, variant, quantity, price } = line
    const insert = `insert into order_line (order_id, stock_item, product, variant, quantity, price, metadata)
      values (?, ?, ?, ?, ?, ?, ?)`
    return OrderLineId(db.run(insert, id, stockItem, product, variant, quantity, price, storedMetadata(line)).id)
  })
  const { order, event } = withIds(placement, OrderId(id), lineIds)
  putEvent(db, event)
  return Result.succeed(order)
}

const countUnpaid = (db: Database, account: AccountId): number => {
  const select = "select count(*) as count from orders where account = ? and status = 'created'"
  return db.first<{ readonly count: number }>(select, account)?.count ?? 0
}

const recall = (
  db: Database,
  account: AccountId,
  { key, fingerprint }: IdempotencyClaim,
): Result.Result<Order | null, IdempotencyKeyReused> => {
  const select = "select fingerprint, result from order_key where account = ? and key = ?"
  const kept = db.first<{ readonly fingerprint: string; readonly result: string }>(select, account, key)
  if (kept === undefined) return Result.succeed(null)
  if (kept.fingerprint !== fingerprint) return Result.fail(new IdempotencyKeyReused({ key }))
  const placed = fromJson(kept.result) as Order
  return Result.succeed({ ...placed, metadata: findOrder(db, placed.id)?.metadata ?? null })
}
