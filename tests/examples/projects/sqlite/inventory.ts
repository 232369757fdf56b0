import { Result } from "effect"
import { type AccountId, IdempotencyKeyReused, type StockLevel } from "shopwright"
import type {
  IdempotencyClaim,
  Inventory,
  MatchingCount,
  Restocking,
  StockLevelConflict,
  StockTaking,
} from "shopwright/ports"
import type { Database } from "./database.ts"
import { announceChange, putEvent } from "./outbox.ts"
import { levelOf, putLevel, putMovement } from "./stock.ts"

/** The stock on hand, in SQLite. */
export const sqliteInventory = (db: Database): Inventory => ({
  recordRestocking: (restocking) => db.attempt(() => record(db, restocking)),

  recordRestockingOnce: (restocking, account, claim) =>
    db.attempt(() => once(db, account, claim, restocking.event.at, () => record(db, restocking))),

  recallLevel: (account, claim) => db.attempt(() => recall(db, account, claim)),

  recordStockTaking: (taking) => db.attempt(() => record(db, taking)),

  recordStockTakingOnce: (taking, account, claim) =>
    db.attempt(() =>
      "event" in taking
        ? once(db, account, claim, taking.event.at, () => record(db, taking))
        : once(db, account, claim, taking.at, () => matching(db, taking)),
    ),

  setLowThreshold: (stockItem, threshold) =>
    db.write(() => {
      const isSet = db.run("update stock_item set low_threshold = ? where id = ?", threshold, stockItem).changes > 0
      if (isSet) announceChange(db)
      return isSet
    }),
})

const record = (
  db: Database,
  { from, level: { stockItem, onHand }, movements, event }: Restocking | StockTaking,
): Result.Result<StockLevel, StockLevelConflict> => {
  const before = levelOf(db, stockItem)
  if (before?.onHand !== from || before.reserved > onHand) return Result.fail({ _tag: "StockLevelConflict" })
  const level = { ...before, onHand }
  putLevel(db, level)
  for (const movement of movements) putMovement(db, movement, event.at)
  putEvent(db, event)
  return Result.succeed(level)
}

/** Returns the level if the quantity on hand is still the counted one. */
const matching = (db: Database, { level }: MatchingCount): Result.Result<StockLevel, StockLevelConflict> => {
  const current = levelOf(db, level.stockItem)
  return current !== undefined && current.onHand === level.onHand
    ? Result.succeed(current)
    : Result.fail({ _tag: "StockLevelConflict" })
}

const once = (
  db: Database,
  account: AccountId,
  claim: IdempotencyClaim,
  at: Date,
  decision: () => Result.Result<StockLevel, StockLevelConflict>,
): Result.Result<StockLevel, StockLevelConflict | IdempotencyKeyReused> => {
  const earlier = recall(db, account, claim)
  if (Result.isFailure(earlier)) return Result.fail(earlier.failure)
  if (earlier.success !== null) return Result.succeed(earlier.success)
  const recorded = decision()
  if (Result.isFailure(recorded)) return recorded
  db.run(
    "insert into stock_key (account, key, fingerprint, result, at) values (?, ?, ?, ?, ?)",
    ...[account, claim.key, claim.fingerprint, JSON.stringify(recorded.success), at],
  )
  return recorded
}

const recall = (
  db: Database,
  account: AccountId,
  { key, fingerprint }: IdempotencyClaim,
): Result.Result<StockLevel | null, IdempotencyKeyReused> => {
  const select = "select fingerprint, result from stock_key where account = ? and key = ?"
  const kept = db.first<{ readonly fingerprint: string; readonly result: string }>(select, account, key)
  if (kept === undefined) return Result.succeed(null)
  return kept.fingerprint === fingerprint
    ? Result.succeed(JSON.parse(kept.result) as StockLevel)
    : Result.fail(new IdempotencyKeyReused({ key }))
}
