import { Effect, Result } from "effect"
import { type Actor, requireAdmin } from "../../domain/account/actor.ts"
import type { NotPermitted } from "../../domain/account/errors.ts"
import type { InvalidQuantity, UnknownItem } from "../../domain/order/errors.ts"
import type { StockLimitExceeded } from "../../domain/stock/errors.ts"
import { restock as decideRestocking, type RestockRequest } from "../../domain/stock/restock.ts"
import type { StockLevel } from "../../domain/stock/stock-level.ts"
import { decideAgain } from "../decide-again.ts"
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
}

/** The reasons why a restocking is refused. */
export type RestockError = NotPermitted | InvalidQuantity | UnknownItem | StockLimitExceeded

/**
 * Adds 1 to 2,147,483,647 units to the quantity on hand and returns the level afterwards. Admins only. Every call adds
 * the quantity again, so a call must not be repeated after it succeeded.
 *
 * @example
 * const filled = await shop.restock(admin, { product: soap.id, quantity: 24 })
 * if (filled.ok) console.log(`${filled.value.onHand} on hand, ${filled.value.reserved} of them in orders`)
 */
export type Restock = (actor: Actor, command: RestockCommand) => Effect.Effect<StockLevel, RestockError>

export const makeRestock = ({ offers, inventory, clock }: RestockPorts): Restock => {
  const restock = Effect.fnUntraced(function* (actor: Actor, command: RestockCommand) {
    yield* Effect.fromResult(requireAdmin(actor))
    const request = { product: command.product, variant: command.variant ?? null, quantity: command.quantity }
    const [offer = Result.fail("no-such-product" as const)] = yield* offers.offersFor([request])
    const restocking = yield* Effect.fromResult(decideRestocking(request, offer, clock.now()))
    return yield* inventory.recordRestocking(restocking)
  })
  return (actor, command) => decideAgain("StockLevelConflict", restock(actor, command))
}
