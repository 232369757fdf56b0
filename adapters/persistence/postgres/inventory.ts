import { Effect } from "effect"
import type { Inventory, StockLevelConflict } from "../../../application/ports/inventory.ts"
import type { StockItemId } from "../../../domain/stock/stock-item.ts"
import type { StockLevel } from "../../../domain/stock/stock-level.ts"
import { announceChange } from "./catalog-event.ts"
import type { Database } from "./database.ts"
import { idOrNone } from "./ids.ts"
import { makeLockWaits } from "./lock-waits.ts"
import { LockedRow, lockRow } from "./locked-row.ts"
import { type LevelDecision, recordLevel } from "./record-level.ts"
import { recallLevel, recordLevelOnce } from "./record-level-once.ts"

export const makeInventory = (database: Database): Inventory => {
  const { schema: s, isJoined } = database
  const lockWaits = makeLockWaits<LevelDecision, StockLevel | null>({
    run: (row, decisions, seconds) =>
      database.transaction(
        async (queries) => {
          await lockRow(queries, s, row)
          const ends: Array<StockLevel | LockedRow | null> = []
          for (const decision of decisions) ends.push(await recordLevel(queries, s, decision, isJoined))
          return ends
        },
        { lockWaitSeconds: seconds },
      ),
    apart: ({ level }) => `${level.stockItem}`,
    lockWaitSeconds: database.lockWaitSeconds,
  })
  const record = async (decision: LevelDecision): Promise<StockLevel | null> => {
    const end = await recordLevel(database, s, decision, isJoined)
    return end instanceof LockedRow ? lockWaits.wait(end, decision) : end
  }
  const recorded = (decision: LevelDecision): Effect.Effect<StockLevel, StockLevelConflict> =>
    Effect.promise(() => record(decision)).pipe(
      Effect.flatMap((level) =>
        level === null ? Effect.fail<StockLevelConflict>({ _tag: "StockLevelConflict" }) : Effect.succeed(level),
      ),
    )
  return {
    recordRestocking: recorded,
    recordRestockingOnce: (restocking, account, claim) =>
      Effect.promise(() => recordLevelOnce(database, restocking, account, claim)).pipe(
        Effect.flatMap(Effect.fromResult),
      ),
    recallLevel: (account, claim) =>
      Effect.promise(() => recallLevel(database, s, account, claim)).pipe(Effect.flatMap(Effect.fromResult)),
    recordStockTaking: recorded,
    recordStockTakingOnce: (taking, account, claim) =>
      Effect.promise(() => recordLevelOnce(database, taking, account, claim)).pipe(Effect.flatMap(Effect.fromResult)),
    setLowThreshold: (stockItem, threshold) => Effect.promise(() => setLowThreshold(database, stockItem, threshold)),
  }
}

const setLowThreshold = (database: Database, stockItem: StockItemId, threshold: number | null): Promise<boolean> =>
  database.transaction(async (queries) => {
    const s = database.schema
    const text = `update ${s}.stock_level set low_threshold = $2 where stock_item = $1 returning 1`
    const set = await queries.rows({ name: "low threshold", text }, [idOrNone(stockItem), threshold])
    if (set.length > 0) await announceChange(queries, s)
    return set.length > 0
  })
