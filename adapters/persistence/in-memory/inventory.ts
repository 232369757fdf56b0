import { Effect, Result } from "effect"
import type { Inventory, StockLevelConflict } from "../../../application/ports/inventory.ts"
import type { AccountId } from "../../../domain/account/account.ts"
import { IdempotencyKeyReused } from "../../../domain/order/errors.ts"
import type { IdempotencyClaim } from "../../../domain/order/idempotency.ts"
import type { Restocking } from "../../../domain/stock/restock.ts"
import type { StockLevel } from "../../../domain/stock/stock-level.ts"
import type { StockTaking } from "../../../domain/stock/take-stock.ts"
import { copyOf, putEvent, putLevel, putMovement, type Store } from "./store.ts"

/** The stock on hand, in memory. */
export const inMemoryInventory = (store: Store): Inventory => ({
  recordRestocking: (restocking) => Effect.suspend(() => Effect.fromResult(record(store, restocking, ""))),

  recordRestockingOnce: (restocking, account, claim) =>
    Effect.suspend((): Effect.Effect<StockLevel, StockLevelConflict | IdempotencyKeyReused> => {
      const earlier = recall(store, account, claim)
      if (Result.isFailure(earlier)) return Effect.fail(earlier.failure)
      if (earlier.success !== null) return Effect.succeed(earlier.success)
      const recorded = record(store, restocking, "")
      if (Result.isFailure(recorded)) return Effect.fail(recorded.failure)
      const { fingerprint } = claim
      const at = new Date(restocking.event.at)
      store.stockKeys.set(keyOf(account, claim), { fingerprint, level: recorded.success, at })
      return Effect.succeed(recorded.success)
    }),

  recallRestocking: (account, claim) => Effect.suspend(() => Effect.fromResult(recall(store, account, claim))),

  recordStockTaking: (taking) => Effect.suspend(() => Effect.fromResult(record(store, taking, taking.event.reason))),

  setLowThreshold: (stockItem, threshold) =>
    Effect.sync(() => {
      if (!store.stock.has(stockItem)) return false
      if (threshold === null) store.lowThresholds.delete(stockItem)
      else store.lowThresholds.set(stockItem, threshold)
      return true
    }),
})

const record = (
  store: Store,
  { from, level: { stockItem, onHand }, movements: [{ kind, quantity }], event, by }: Restocking | StockTaking,
  reason: string,
): Result.Result<StockLevel, StockLevelConflict> => {
  const before = store.stock.get(stockItem)
  if (before === undefined || before.level.onHand !== from || before.level.reserved > onHand)
    return Result.fail({ _tag: "StockLevelConflict" })
  const level = { ...before.level, onHand }
  putLevel(store, level, before.product)
  putMovement(store, stockItem, { kind, quantity, order: null, by, reason, at: event.at })
  putEvent(store, copyOf(event))
  return Result.succeed(level)
}

const recall = (
  store: Store,
  account: AccountId,
  claim: IdempotencyClaim,
): Result.Result<StockLevel | null, IdempotencyKeyReused> => {
  const kept = store.stockKeys.get(keyOf(account, claim))
  if (kept === undefined) return Result.succeed(null)
  return kept.fingerprint === claim.fingerprint
    ? Result.succeed(kept.level)
    : Result.fail(new IdempotencyKeyReused({ key: claim.key }))
}

const keyOf = (account: AccountId, { key }: IdempotencyClaim): string => `${account} ${key}`
