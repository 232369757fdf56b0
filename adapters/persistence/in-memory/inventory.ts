import { Effect, Result } from "effect"
import type { Inventory, StockLevelConflict } from "../../../application/ports/inventory.ts"
import type { AccountId } from "../../../domain/account/account.ts"
import { IdempotencyKeyReused } from "../../../domain/order/errors.ts"
import type { IdempotencyClaim } from "../../../domain/order/idempotency.ts"
import type { Restocking } from "../../../domain/stock/restock.ts"
import type { StockLevel } from "../../../domain/stock/stock-level.ts"
import type { MatchingCount, StockTaking } from "../../../domain/stock/take-stock.ts"
import { putLevel, putMovement } from "./stock-changes.ts"
import { copyOf, putEvent, type Store } from "./store.ts"

/** The stock on hand, in memory. */
export const inMemoryInventory = (store: Store): Inventory => ({
  recordRestocking: (restocking) => Effect.suspend(() => Effect.fromResult(record(store, restocking, ""))),

  recordRestockingOnce: (restocking, account, claim) =>
    Effect.suspend(() =>
      Effect.fromResult(once(store, account, claim, restocking.event.at, () => record(store, restocking, ""))),
    ),

  recallLevel: (account, claim) => Effect.suspend(() => Effect.fromResult(recall(store, account, claim))),

  recordStockTaking: (taking) => Effect.suspend(() => Effect.fromResult(record(store, taking, taking.event.reason))),

  recordStockTakingOnce: (taking, account, claim) =>
    Effect.suspend(() => {
      if ("event" in taking)
        return Effect.fromResult(
          once(store, account, claim, taking.event.at, () => record(store, taking, taking.event.reason)),
        )
      return Effect.fromResult(once(store, account, claim, taking.at, () => matching(store, taking)))
    }),

  setLowThreshold: (stockItem, threshold) =>
    Effect.sync(() => {
      if (!store.stock.has(stockItem)) return false
      if (threshold === null) store.lowThresholds.delete(stockItem)
      else store.lowThresholds.set(stockItem, threshold)
      store.lastEvent++
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

/** Returns the level if the quantity on hand is still the counted one. */
const matching = (store: Store, { level: { stockItem, onHand } }: MatchingCount) => {
  const level = store.stock.get(stockItem)?.level
  return level !== undefined && level.onHand === onHand
    ? Result.succeed(level)
    : Result.fail<StockLevelConflict>({ _tag: "StockLevelConflict" })
}

const once = (
  store: Store,
  account: AccountId,
  claim: IdempotencyClaim,
  at: Date,
  decision: () => Result.Result<StockLevel, StockLevelConflict>,
): Result.Result<StockLevel, StockLevelConflict | IdempotencyKeyReused> => {
  const earlier = recall(store, account, claim)
  if (Result.isFailure(earlier)) return Result.fail(earlier.failure)
  if (earlier.success !== null) return Result.succeed(earlier.success)
  const recorded = decision()
  if (Result.isFailure(recorded)) return recorded
  const { fingerprint } = claim
  store.stockKeys.set(keyOf(account, claim), { fingerprint, level: recorded.success, at: new Date(at) })
  return recorded
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
