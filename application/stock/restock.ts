import { Effect, Result } from "effect"
import { type Manager, requireAdmin } from "../../domain/account/actor.ts"
import type { NotPermitted } from "../../domain/account/errors.ts"
import type { IdempotencyKeyReused, InvalidQuantity, UnknownItem } from "../../domain/order/errors.ts"
import type { IdempotencyKey } from "../../domain/order/idempotency-key.ts"
import type { StockLimitExceeded } from "../../domain/stock/errors.ts"
import { claimOfRestocking, restock as decideRestocking, type RestockRequest } from "../../domain/stock/restock.ts"
import type { StockLevel } from "../../domain/stock/stock-level.ts"
import { decideAgain } from "../decide-again.ts"
import { keysOf } from "../keys-of.ts"
import type { Offers } from "../ports/catalog.ts"
import type { Clock } from "../ports/clock.ts"
import type { Inventory } from "../ports/inventory.ts"

export interface RestockPorts {
  readonly offers: Offers
  readonly inventory: Inventory
  readonly clock: Clock
}

/** The product to restock, or a variant of it, and the quantity that arrived. */
export interface RestockCommand extends Omit<RestockRequest, "variant"> {
  readonly variant?: RestockRequest["variant"] | undefined
  /**
   * Makes retries safe. The same key with the same restocking by the same actor returns the first result again, for at
   * least 24 hours. Without a key, every call adds.
   */
  readonly idempotencyKey?: IdempotencyKey | undefined
}

/** The reasons why a restocking is rejected. */
export type RestockError = NotPermitted | InvalidQuantity | UnknownItem | StockLimitExceeded | IdempotencyKeyReused

/**
 * Adds 1 to 2,147,483,647 units to the quantity on hand and returns the level afterwards. Admins only. Without an
 * idempotency key, every call adds the quantity again, so a call must not be repeated after it succeeded.
 *
 * @example
 * const filled = await shop.restock(admin, { product: soap.id, quantity: 24 })
 * if (filled.ok) console.log(`${filled.value.onHand} on hand, ${filled.value.reserved} of them in orders`)
 */
export type Restock = (actor: Manager, command: RestockCommand) => Effect.Effect<StockLevel, RestockError>

export const makeRestock = ({ offers, inventory, clock }: RestockPorts): Restock => {
  const restock = Effect.fnUntraced(function* (actor: Manager, { idempotencyKey, ...command }: RestockCommand) {
    yield* Effect.fromResult(requireAdmin(actor))
    const request = { product: command.product, variant: command.variant ?? null, quantity: command.quantity }
    const claim = idempotencyKey === undefined ? null : claimOfRestocking(idempotencyKey, request)
    const [offer = Result.fail("no-such-product" as const)] = yield* offers.offersFor([request])
    const decided = decideRestocking(request, offer, clock.now(), actor.id)
    if (Result.isSuccess(decided))
      return yield* claim === null
        ? inventory.recordRestocking(decided.success)
        : inventory.recordRestockingOnce(decided.success, keysOf(actor), claim)
    // A replayed key returns the original result, even if the same restocking would be rejected now.
    const before = claim === null ? null : yield* inventory.recallLevel(keysOf(actor), claim)
    return before ?? (yield* decided.failure)
  })
  return (actor, command) => decideAgain("StockLevelConflict", restock(actor, command))
}
