import { Effect, Result } from "effect"
import { type Manager, requireAdmin } from "../../domain/account/actor.ts"
import type { NotPermitted } from "../../domain/account/errors.ts"
import type { InvalidField } from "../../domain/invalid-field.ts"
import type { UnknownItem } from "../../domain/order/errors.ts"
import type { CountBelowReserved } from "../../domain/stock/errors.ts"
import type { StockLevel } from "../../domain/stock/stock-level.ts"
import { takeStock as decideStockTaking, type StockCount } from "../../domain/stock/take-stock.ts"
import { decideAgain } from "../decide-again.ts"
import type { RestockPorts } from "./restock.ts"

/** A count of a product, or of a variant of it. */
export interface TakeStockCommand extends Omit<StockCount, "variant" | "reason"> {
  readonly variant?: StockCount["variant"] | undefined
  /** Defaults to no reason. */
  readonly reason?: string | undefined
}

/** The reasons why a stock-take is rejected. */
export type TakeStockError = NotPermitted | InvalidField | UnknownItem | CountBelowReserved

/**
 * Sets the quantity on hand to what was counted, as a movement with a reason, and returns the level afterwards. The
 * count includes reserved units. Admins only. Repeating the call changes nothing.
 */
export type TakeStock = (actor: Manager, command: TakeStockCommand) => Effect.Effect<StockLevel, TakeStockError>

export const makeTakeStock = ({ offers, inventory, clock }: RestockPorts): TakeStock => {
  const takeStock = Effect.fnUntraced(function* (actor: Manager, { product, counted, ...command }: TakeStockCommand) {
    yield* Effect.fromResult(requireAdmin(actor))
    const count = { product, variant: command.variant ?? null, counted, reason: command.reason ?? "" }
    const [offer = Result.fail("no-such-product" as const)] = yield* offers.offersFor([count])
    const taking = yield* Effect.fromResult(decideStockTaking(count, offer, clock.now(), actor.id))
    if (taking !== null) return yield* inventory.recordStockTaking(taking)
    const { stockItem, onHand, reserved } = Result.getOrThrow(offer)
    return { stockItem, onHand, reserved }
  })
  return (actor, command) => decideAgain("StockLevelConflict", takeStock(actor, command))
}
