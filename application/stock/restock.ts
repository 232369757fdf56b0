import { Effect, Result } from "effect"
import { type Actor, requireAdmin } from "../../domain/account/actor.ts"
import type { NotPermitted } from "../../domain/account/errors.ts"
import type { InvalidQuantity, UnknownItem } from "../../domain/order/errors.ts"
import type { ShelfFull } from "../../domain/stock/errors.ts"
import { type RestockRequest, restock } from "../../domain/stock/restock.ts"
import type { StockLevel } from "../../domain/stock/stock-level.ts"
import type { Offers } from "../ports/catalog.ts"
import type { Clock } from "../ports/clock.ts"
import type { Inventory } from "../ports/inventory.ts"

export interface RestockPorts {
  readonly offers: Offers
  readonly inventory: Inventory
  readonly clock: Clock
}

/** What came in: so many pieces of a variant, or without one of the product itself. */
export interface RestockCommand extends Omit<RestockRequest, "variant"> {
  readonly variant?: RestockRequest["variant"] | undefined
}

/** Why nothing was put onto a shelf. */
export type RestockError = NotPermitted | InvalidQuantity | UnknownItem | ShelfFull

/**
 * Puts pieces onto the shelf, 1 to 2,147,483,647 of them; resolves to its level as it is then. Admins only. Each call
 * counts: one that is sent again puts the pieces there again.
 *
 * @example
 * const filled = await shop.restock(admin, { product: soap.id, quantity: 24 })
 * if (filled.ok) console.log(`${filled.value.onHand} on hand, ${filled.value.reserved} of them in orders`)
 */
export type Restock = (actor: Actor, command: RestockCommand) => Effect.Effect<StockLevel, RestockError>

export const makeRestock = ({ offers, inventory, clock }: RestockPorts): Restock =>
  Effect.fnUntraced(function* (actor, { product, variant = null, quantity }) {
    yield* Effect.fromResult(requireAdmin(actor))
    const request = { product, variant, quantity }
    const [offer = Result.fail("no-such-product" as const)] = yield* offers.offersFor([request])
    return yield* inventory.restock(yield* Effect.fromResult(restock(request, offer, clock.now())))
  })
