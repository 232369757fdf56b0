import { Effect } from "effect"
import { type Manager, requireAdmin } from "../../domain/account/actor.ts"
import type { NotPermitted } from "../../domain/account/errors.ts"
import type { InvalidField } from "../../domain/invalid-field.ts"
import { UnknownOrder } from "../../domain/order/errors.ts"
import { orderNote } from "../../domain/order/note.ts"
import type { OrderId } from "../../domain/order/order.ts"
import type { Clock } from "../ports/clock.ts"
import type { OrderHistory } from "../ports/order-history.ts"

export interface NoteOrderPorts {
  readonly history: OrderHistory
  readonly clock: Clock
}

/** Replaces the shop's note about an order. Buyers do not see it. An empty note removes it. Admins only. */
export type NoteOrder = (
  actor: Manager,
  command: { readonly order: OrderId; readonly note: string },
) => Effect.Effect<void, NotPermitted | InvalidField | UnknownOrder>

export const makeNoteOrder = ({ history, clock }: NoteOrderPorts): NoteOrder =>
  Effect.fnUntraced(function* (actor, { order, note }) {
    yield* Effect.fromResult(requireAdmin(actor))
    const text = yield* Effect.fromResult(orderNote(note))
    if (!(yield* history.setNote(order, text, clock.now()))) return yield* new UnknownOrder({ order })
  })
