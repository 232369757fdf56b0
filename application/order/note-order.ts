import { Effect } from "effect"
import { type Manager, requireAdmin } from "../../domain/account/actor.ts"
import type { NotPermitted } from "../../domain/account/errors.ts"
import type { InvalidField } from "../../domain/invalid-field.ts"
import { OrderNoteChanged, UnknownOrder } from "../../domain/order/errors.ts"
import { orderNote } from "../../domain/order/note.ts"
import type { OrderId } from "../../domain/order/order.ts"
import type { Clock } from "../ports/clock.ts"
import type { OrderHistory } from "../ports/order-history.ts"

export interface NoteOrderPorts {
  readonly history: OrderHistory
  readonly clock: Clock
}

export interface NoteOrderCommand {
  readonly order: OrderId
  readonly note: string
  /** The note that the new one is based on, empty for none. Defaults to any: then the last note wins. */
  readonly from?: string | undefined
}

/**
 * Replaces the shop's note about an order. Buyers do not see it. An empty note removes it. Admins only. Of concurrent
 * edits with the same `from`, one succeeds.
 */
export type NoteOrder = (
  actor: Manager,
  command: NoteOrderCommand,
) => Effect.Effect<void, NotPermitted | InvalidField | UnknownOrder | OrderNoteChanged>

export const makeNoteOrder = ({ history, clock }: NoteOrderPorts): NoteOrder =>
  Effect.fnUntraced(function* (actor, { order, note, from }) {
    yield* Effect.fromResult(requireAdmin(actor))
    const text = yield* Effect.fromResult(orderNote(note))
    const isStored = yield* history
      .setNote(order, text, clock.now(), from)
      .pipe(Effect.catchTag("OrderNoteConflict", () => new OrderNoteChanged({ order })))
    if (!isStored) return yield* new UnknownOrder({ order })
  })
