import { Result } from "effect"
import type { StockLevelConflict } from "../../../application/ports/inventory.ts"
import type { AccountId } from "../../../domain/account/account.ts"
import { IdempotencyKeyReused } from "../../../domain/order/errors.ts"
import type { IdempotencyClaim } from "../../../domain/order/idempotency.ts"
import type { Restocking } from "../../../domain/stock/restock.ts"
import { StockItemId } from "../../../domain/stock/stock-item.ts"
import type { StockLevel } from "../../../domain/stock/stock-level.ts"
import type { MatchingCount, StockTaking } from "../../../domain/stock/take-stock.ts"
import type { Database, Queries } from "./database.ts"
import { digestOf } from "./key-digest.ts"
import { LockedRow, lockRow } from "./locked-row.ts"
import { recordLevel } from "./record-level.ts"

/**
 * Records a restocking or a stock-take under an account's key, or returns what was recorded under the key before. The
 * stock row is locked first, while nothing else is, so that no transaction waits while it holds a lock.
 */
export const recordLevelOnce = async (
  database: Database,
  decision: Restocking | StockTaking | MatchingCount,
  account: AccountId,
  claim: IdempotencyClaim,
): Promise<Recorded> => {
  try {
    return await database.transaction(async (queries): Promise<Recorded> => {
      const s = database.schema
      const { stockItem, onHand } = decision.level
      const at = "event" in decision ? decision.event.at : decision.at
      await lockRow(queries, s, new LockedRow("stock_level", stockItem))
      const text = `insert into ${s}.stock_key (account, key, fingerprint, stock_item, on_hand, at)
        values ($1, $2, $3, $4, $5, $6) on conflict do nothing returning 1`
      const values = [account, claim.key, digestOf(claim), stockItem, onHand, at.toISOString()]
      if ((await queries.rows({ name: "claim stock key", text }, values)).length === 0) {
        const earlier = await recallLevel(queries, s, account, claim)
        if (Result.isFailure(earlier)) return Result.fail(earlier.failure)
        if (earlier.success !== null) return Result.succeed(earlier.success)
        throw new Outdated()
      }
      const level =
        "event" in decision
          ? await recordLevel(queries, s, decision, true)
          : await matchingLevel(queries, s, decision.level)
      // The transaction ends without an effect, so that the key stays free.
      if (level === null || level instanceof LockedRow) throw new Outdated()
      const complete = `update ${s}.stock_key set reserved = $3 where account = $1 and key = $2`
      await queries.rows({ name: "complete stock key", text: complete }, [account, claim.key, level.reserved])
      return Result.succeed(level)
    })
  } catch (error) {
    if (error instanceof Outdated) return Result.fail({ _tag: "StockLevelConflict" })
    throw error
  }
}

type Recorded = Result.Result<StockLevel, StockLevelConflict | IdempotencyKeyReused>

/** The stock level, or the key, is no longer the one that was read. */
class Outdated extends Error {
  override readonly name = "Outdated"
}

/** Returns the level of a stock item if the quantity on hand is still the counted one. */
const matchingLevel = async (
  { rows }: Queries,
  s: string,
  { stockItem, onHand }: MatchingCount["level"],
): Promise<StockLevel | null> => {
  const text = `select reserved from ${s}.stock_level where stock_item = $1 and on_hand = $2`
  const [row] = await rows<{ readonly reserved: number }>({ name: "matching level", text }, [stockItem, onHand])
  return row === undefined ? null : { stockItem, onHand, reserved: row.reserved }
}

/** Returns the level that was returned under an account's key, or `null`. */
export const recallLevel = async (
  { rows }: Queries,
  s: string,
  account: AccountId,
  claim: IdempotencyClaim,
): Promise<Result.Result<StockLevel | null, IdempotencyKeyReused>> => {
  const text = `select fingerprint, stock_item, on_hand, reserved from ${s}.stock_key where account = $1 and key = $2`
  const [row] = await rows<KeyRow>({ name: "recall stock key", text }, [account, claim.key])
  if (row === undefined) return Result.succeed(null)
  if (row.fingerprint !== digestOf(claim)) return Result.fail(new IdempotencyKeyReused({ key: claim.key }))
  const { stock_item, on_hand: onHand, reserved } = row
  return Result.succeed({ stockItem: StockItemId(Number(stock_item)), onHand, reserved })
}

interface KeyRow {
  readonly fingerprint: string
  readonly stock_item: number
  readonly on_hand: number
  readonly reserved: number
}
