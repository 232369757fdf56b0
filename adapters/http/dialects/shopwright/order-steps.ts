import { Effect } from "effect"
import type { UseCases } from "../../../../application/use-cases.ts"
import type { Currency } from "../../../../domain/catalog/currency.ts"
import { CANCEL_REASON_MAX_LENGTH } from "../../../../domain/order/cancel-order.ts"
import type { OrderStep } from "../../../../domain/order/history.ts"
import { ORDER_NOTE_MAX_LENGTH } from "../../../../domain/order/note.ts"
import { OrderId } from "../../../../domain/order/order.ts"
import { orderStatuses } from "../../../../domain/order/status.ts"
import { described, object, optional, text } from "../../dialect/json/fields.ts"
import { json } from "../../dialect/response.ts"
import { named, oneOf, orNull, record, text as textSchema, whole } from "../../dialect/schema.ts"
import { type Endpoints, endpoint } from "./dialect-errors.ts"
import { orderSchema, versionedOrder } from "./order-view.ts"
import { pageSchema } from "./paging.ts"
import {
  digest,
  editHeaders,
  editRejections,
  namesVersion,
  resource,
  stale,
  staleEdit,
  type Versioned,
  versionHeaders,
} from "./versions.ts"

const formatStep = ({ status, at, by, reason }: OrderStep) => ({ status, at: at.toISOString(), by, reason })

const stepSchema = named(
  "OrderStep",
  record<ReturnType<typeof formatStep>>({
    status: oneOf(orderStatuses),
    at: textSchema({ format: "date-time" }),
    by: orNull(whole({ description: "The account that took the step. Buyers see only their own." })),
    reason: textSchema({ description: "Why the order was cancelled. Empty if no reason was given." }),
  }),
)

const noteSchema = named("OrderNote", record<{ note: string }>({ note: textSchema() }))

const versionedNote = (note: string | null): Versioned => {
  const shown = { note: note ?? "" }
  return { shown, version: digest(shown) }
}

const TAG = "Orders"

/** Returns the endpoints of an order's cancellation, history and note. */
export const orderStepEndpoints = (
  shop: Pick<UseCases, "viewOrder" | "cancelOrder" | "noteOrder">,
  currency: Currency,
): Endpoints => [
  endpoint({
    method: "POST",
    path: "orders/:order/cancellation",
    access: "authenticated",
    body: object({
      reason: described(optional(text(CANCEL_REASON_MAX_LENGTH), ""), {
        description: "For the history. The buyer sees it.",
      }),
    }),
    docs: {
      id: "cancelOrder",
      tag: TAG,
      summary: "Cancel an order",
      description:
        "Your own order while it is `created`, if the shop allows it, or any order that may be cancelled for an admin. " +
        "Cancelling again is a no-op.",
      calls: ["cancelOrder", "viewOrder"],
      returns: [{ status: 200, description: "The order.", schema: orderSchema, headers: versionHeaders }],
      example: { reason: "Ordered twice" },
    },
    handle: ({ caller, path, body, request }) =>
      Effect.gen(function* () {
        const { id } = yield* shop.cancelOrder(caller.account, OrderId(path.order), body.reason)
        const { order } = yield* shop.viewOrder(caller.account, id)
        return resource(request, 200, versionedOrder(order, currency))
      }),
  }),
  endpoint({
    method: "GET",
    path: "orders/:order/history",
    access: "authenticated",
    docs: {
      id: "listOrderSteps",
      tag: TAG,
      summary: "Show the history of an order",
      description: "From the placing to the current status, on one page.",
      calls: ["viewOrder"],
      returns: [{ status: 200, description: "The steps.", schema: pageSchema("OrderStepPage", stepSchema) }],
    },
    handle: ({ caller, path }) =>
      Effect.map(shop.viewOrder(caller.account, OrderId(path.order)), ({ steps }) =>
        json(200, { items: steps.map(formatStep), next: null }),
      ),
  }),
  endpoint({
    method: "GET",
    path: "orders/:order/note",
    access: "admin",
    docs: {
      id: "getOrderNote",
      tag: TAG,
      summary: "Show the shop's note about an order",
      description: "For admins.",
      calls: ["viewOrder"],
      returns: [
        { status: 200, description: "The note, empty if there is none.", schema: noteSchema, headers: versionHeaders },
        { status: 304, description: "The client has this content.", schema: null },
      ],
    },
    handle: ({ caller, path, request }) =>
      Effect.map(shop.viewOrder(caller.account, OrderId(path.order)), ({ note }) =>
        resource(request, 200, versionedNote(note)),
      ),
  }),
  endpoint({
    method: "PUT",
    path: "orders/:order/note",
    access: "admin",
    body: object({ note: text(ORDER_NOTE_MAX_LENGTH) }),
    docs: {
      id: "putOrderNote",
      tag: TAG,
      summary: "Replace the shop's note about an order",
      description: "For admins. Buyers do not see it. An empty note removes it.",
      calls: ["viewOrder", "noteOrder"],
      returns: [{ status: 200, description: "The note as it is stored.", schema: noteSchema, headers: versionHeaders }],
      headers: editHeaders,
      rejects: editRejections,
      example: { note: "Ring twice" },
    },
    handle: ({ caller, path, body, request }) =>
      Effect.gen(function* () {
        const order = OrderId(path.order)
        const before = (yield* shop.viewOrder(caller.account, order)).note ?? ""
        const rejected = staleEdit(request, versionedNote(before))
        if (rejected !== null) return rejected
        // The edit compares the note again, so of concurrent edits one succeeds.
        const from = namesVersion(request) ? before : undefined
        return yield* shop.noteOrder(caller.account, { order, note: body.note, from }).pipe(
          Effect.as(resource(request, 200, versionedNote(body.note))),
          Effect.catchTag("OrderNoteChanged", () => Effect.succeed(stale)),
        )
      }),
  }),
]
