import { Effect, Result } from "effect"
import { type Manager, requireAdmin } from "../../domain/account/actor.ts"
import type { NotPermitted } from "../../domain/account/errors.ts"
import type { InvalidField } from "../../domain/invalid-field.ts"
import type { IdempotencyKeyReused, UnknownItem } from "../../domain/order/errors.ts"
import type { IdempotencyKey } from "../../domain/order/idempotency-key.ts"
import type { CountBelowReserved } from "../../domain/stock/errors.ts"
import type { StockLevel } from "../../domain/stock/stock-level.ts"
import { claimOfStockTaking, takeStock as decideStockTaking, type StockCount } from "../../domain/stock/take-stock.ts"
import { decideAgain } from "../decide-again.ts"
import { keysOf } from "../keys-of.ts"
import type { RestockPorts } from "./restock.ts"

/** A count of a product, or of a variant of it. */
export interface TakeStockCommand extends Omit<StockCount, "variant" | "reason"> {
  readonly variant?: StockCount["variant"] | undefined
  /** Defaults to no reason. */
  readonly reason?: string | undefined
  /**
   * Makes retries safe: the same key with the same count by the same actor returns the first result again, for at least
   * 24 hours. Without a key, a late retry counts again, and would undo what was shipped in between.
   */
  readonly idempotencyKey?: IdempotencyKey | undefined
}

/** The reasons why a stock-take is rejected. */
export type TakeStockError = NotPermitted | InvalidField | UnknownItem | CountBelowReserved | IdempotencyKeyReused

/**
 * Sets the quantity on hand to what was counted, as a movement with a reason, and returns the level afterwards. The
 * count includes reserved units. Admins only. A count that matches changes nothing.
 */
export type TakeStock = (actor: Manager, command: TakeStockCommand) => Effect.Effect<StockLevel, TakeStockError>

export const makeTakeStock = ({ offers, inventory, clock }: RestockPorts): TakeStock => {
  const takeStock = Effect.fnUntraced(function* (actor: Manager, { idempotencyKey, ...command }: TakeStockCommand) {
    yield* Effect.fromResult(requireAdmin(actor))
    const { product, counted } = command
    const count = { product, variant: command.variant ?? null, counted, reason: command.reason ?? "" }
    const claim = idempotencyKey === undefined ? null : claimOfStockTaking(idempotencyKey, count)
    // The level has changed since a recorded count, so the key is looked for first.
    const before = claim === null ? null : yield* inventory.recallLevel(keysOf(actor), claim)
    if (before !== null) return before
    const [offer = Result.fail("no-such-product" as const)] = yield* offers.offersFor([count])
    const now = clock.now()
    const taking = yield* Effect.fromResult(decideStockTaking(count, offer, now, actor.id))
    const { stockItem, onHand, reserved } = Result.getOrThrow(offer)
    if (claim !== null) {
      const once = taking ?? { level: { stockItem, onHand }, movements: [], at: now }
      return yield* inventory.recordStockTakingOnce(once, keysOf(actor), claim)
    }
    return taking === null ? { stockItem, onHand, reserved } : yield* inventory.recordStockTaking(taking)
  })
  return (actor, command) => decideAgain("StockLevelConflict", takeStock(actor, command))
}
