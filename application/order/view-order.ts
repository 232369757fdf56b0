import { Effect } from "effect"
import type { Manager } from "../../domain/account/actor.ts"
import { UnknownOrder } from "../../domain/order/errors.ts"
import type { OrderId } from "../../domain/order/order.ts"
import type { OrderHistory, OrderRecord } from "../ports/order-history.ts"
import type { GuestPorts } from "../ports/store-ports.ts"
import { isOwn } from "./claimed-guests.ts"

/** An order with its history. `note` is the shop's note, or `null` for actors who may not read it. */
export interface OrderView extends Omit<OrderRecord, "note"> {
  readonly note: string | null
}

/**
 * Returns an order with its history: one of the actor's own or of a guest that the actor has claimed, or any for an admin. An order of another account is
 * reported as unknown. For a buyer, `by` names only the buyer's own steps.
 */
export type ViewOrder = (actor: Manager, order: OrderId) => Effect.Effect<OrderView, UnknownOrder>

export const makeViewOrder = ({
  history,
  guests,
}: {
  readonly history: OrderHistory
  readonly guests?: GuestPorts | undefined
}): ViewOrder =>
  Effect.fnUntraced(function* (actor, id) {
    const found = yield* history.find(id)
    if (found === null) return yield* new UnknownOrder({ order: id })
    if (actor.isAdmin) return found
    if (!(yield* isOwn(guests, actor, found.order.account))) return yield* new UnknownOrder({ order: id })
    const steps = found.steps.map((step) =>
      step.by === actor.id || step.by === found.order.account ? step : { ...step, by: null },
    )
    return { order: found.order, steps, note: null }
  })
