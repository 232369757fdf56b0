import { Effect } from "effect"
import type { Inventory, StockLevelConflict } from "../../../application/ports/inventory.ts"
import type { Restocking } from "../../../domain/stock/restock.ts"
import { MAX_QUANTITY, type StockLevel } from "../../../domain/stock/stock-level.ts"
import type { Database } from "./database.ts"
import { retryWithBackoff } from "./retry-with-backoff.ts"

export const makeInventory = (database: Database): Inventory => ({
  recordRestocking: (restocking) =>
    Effect.promise(() => retryWithBackoff(database, () => record(database, restocking))).pipe(
      Effect.flatMap((level) =>
        level === null ? Effect.fail<StockLevelConflict>({ _tag: "StockLevelConflict" }) : Effect.succeed(level),
      ),
    ),
})

const record = (database: Database, { from, level, event }: Restocking): Promise<StockLevel | null> =>
  database.transaction(async ({ rows }) => {
    const s = database.schema
    const { stockItem } = level
    const lock = `select on_hand from ${s}.stock_level where sku = $1 for no key update`
    const [found] = await rows({ name: "lock level", text: lock }, [stockItem])
    if (found === undefined || Number(found[0]) !== from) return null
    const text = `select then_on_hand, then_reserved from ${s}.restock($1,$2,$3,$4,$5,$6)`
    const values = [stockItem, event.product, event.variant, event.quantity, event.at.toISOString(), MAX_QUANTITY]
    const [row] = await rows({ name: "restock", text }, values)
    return { stockItem, onHand: Number(row?.[0]), reserved: Number(row?.[1]) }
  })
