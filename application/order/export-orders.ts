import { Effect, Option, Stream } from "effect"
import { type Manager, requireAdmin } from "../../domain/account/actor.ts"
import type { NotPermitted } from "../../domain/account/errors.ts"
import { NotSupported } from "../ports/not-supported.ts"
import type { OrderCursor, OrderSearch } from "../ports/search.ts"
import { CHUNK_SIZE, type OrderList } from "./list-orders.ts"
import type { OrderSearchRequest } from "./search-orders.ts"

/** The orders to export. Every condition that is given must hold. `sort` defaults to `newest`. */
export type OrderExportRequest = Omit<OrderSearchRequest, "after" | "limit">

/**
 * Returns all orders that meet the conditions, newest or oldest first: the first part immediately, the rest as a stream.
 * Orders are read in chunks, each when it is pulled, so memory does not depend on their number, and ending the stream
 * ends the reading. Admins only.
 *
 * An export is not a snapshot: each order appears as it was when its chunk was read. No order appears twice, and every
 * order that existed at the start and met the conditions throughout appears once.
 */
export type ExportOrders = (
  actor: Manager,
  request?: OrderExportRequest,
) => Effect.Effect<OrderList, NotPermitted | NotSupported>

export const makeExportOrders = ({ search }: { readonly search: OrderSearch | undefined }): ExportOrders =>
  Effect.fnUntraced(function* (actor, { owner, sort = "newest", ...conditions } = {}) {
    yield* Effect.fromResult(requireAdmin(actor))
    if (search === undefined) return yield* new NotSupported({ ports: "search" })
    const chunk = (after: OrderCursor | undefined) =>
      search.page({ ...conditions, owner: owner ?? "all", sort, after, limit: CHUNK_SIZE })
    const first = yield* chunk(undefined)
    const next = cursorAfter(first)
    if (next === undefined) return { first, rest: null }
    const rest = Stream.paginate(next, (after) =>
      Effect.map(chunk(after), (orders) => [orders, Option.fromUndefinedOr(cursorAfter(orders))] as const),
    )
    return { first, rest }
  })

/** Returns where to continue, or `undefined` after a chunk that was not full, which is the last one. */
const cursorAfter = (chunk: OrderList["first"]): OrderCursor | undefined => {
  const last = chunk[CHUNK_SIZE - 1]
  return last === undefined ? undefined : { createdAt: last.createdAt, id: last.id }
}
