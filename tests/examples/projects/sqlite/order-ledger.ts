import { Result } from "effect"
import { type AccountId, IdempotencyKeyReused, type Order, type OutOfStock, UnknownAccount } from "shopwright"
import {
  type IdempotencyClaim,
  type OrderLedger,
  type OrderStatusConflict,
  orderPlaced,
  orderStatusChanged,
  type Placement,
} from "shopwright/ports"
import { type Database, fromJson } from "./database.ts"
import { findOrder } from "./orders.ts"
import { putEvent } from "./outbox.ts"
import { moveStock } from "./stock.ts"

/** Makes decisions true, in SQLite: the order, its stock and its event in one transaction. */
export const sqliteOrderLedger = (db: Database): OrderLedger => ({
  record: (placement) => db.attempt(() => record(db, placement)),

  recordOnce: (placement, claim) =>
    db.attempt((): Result.Result<Order, OutOfStock | UnknownAccount | IdempotencyKeyReused> => {
      const { account, createdAt } = placement.order
      const earlier = recall(db, account, claim)
      if (Result.isFailure(earlier)) return Result.fail(earlier.failure)
      if (earlier.success !== null) return Result.succeed(earlier.success)
      const placed = record(db, placement)
      if (Result.isFailure(placed)) return placed
      db.run(
        "insert into order_key (account, key, fingerprint, answer, at) values (?, ?, ?, ?, ?)",
        ...[account, claim.key, claim.fingerprint, JSON.stringify(placed.success), createdAt],
      )
      return placed
    }),

  recall: (account, claim) => db.attempt(() => recall(db, account, claim)),

  amend: (change) =>
    db.attempt(() => {
      const { order, from, movements } = change
      const { changes } = db.run(
        "update orders set status = ?, updated_at = ? where id = ? and status = ?",
        ...[order.status, order.updatedAt, order.id, from],
      )
      if (changes === 0) return Result.fail<OrderStatusConflict>({ _tag: "OrderStatusConflict" })
      const short = moveStock(db, movements, order.updatedAt)
      if (short !== null) throw short
      putEvent(db, orderStatusChanged(change))
      return Result.void
    }),
})

const record = (db: Database, { order, movements }: Placement): Result.Result<Order, OutOfStock | UnknownAccount> => {
  if (db.first("select id from account where id = ?", order.account) === undefined)
    return Result.fail(new UnknownAccount({ account: order.account }))
  const short = moveStock(db, movements, order.createdAt)
  if (short !== null) return Result.fail(short)
  const { account, status, delivery, createdAt, updatedAt } = order
  const { id } = db.run(
    "insert into orders (account, status, delivery, created_at, updated_at) values (?, ?, ?, ?, ?)",
    ...[account, status, delivery === null ? null : JSON.stringify(delivery), createdAt, updatedAt],
  )
  for (const { stockItem, product, variant, quantity, price } of order.lines)
    db.run(
      "insert into order_line (order_id, stock_item, product, variant, quantity, price) values (?, ?, ?, ?, ?, ?)",
      ...[id, stockItem, product, variant, quantity, price],
    )
  const placed = findOrder(db, id)
  if (placed === null) throw new Error(`order ${id} was not written`)
  putEvent(db, orderPlaced(placed))
  return Result.succeed(placed)
}

const recall = (
  db: Database,
  account: AccountId,
  { key, fingerprint }: IdempotencyClaim,
): Result.Result<Order | null, IdempotencyKeyReused> => {
  const select = "select fingerprint, answer from order_key where account = ? and key = ?"
  const kept = db.first<{ readonly fingerprint: string; readonly answer: string }>(select, account, key)
  if (kept === undefined) return Result.succeed(null)
  return kept.fingerprint === fingerprint
    ? Result.succeed(fromJson(kept.answer) as Order)
    : Result.fail(new IdempotencyKeyReused({ key }))
}
