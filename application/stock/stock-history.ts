import { Effect } from "effect"
import { type Manager, requireAdmin } from "../../domain/account/actor.ts"
import type { NotPermitted } from "../../domain/account/errors.ts"
import type { StockItemId } from "../../domain/stock/stock-item.ts"
import { cutPage, requireLimit } from "../page-limit.ts"
import { NotSupported } from "../ports/not-supported.ts"
import type { StockMovement, StockSearch } from "../ports/stock-search.ts"

/** A page of a stock item's movements, and the movement before which the next page ends, or `null` for the last page. */
export interface StockHistoryPage {
  readonly movements: ReadonlyArray<StockMovement>
  readonly next: number | null
}

/**
 * Returns the changes of a stock item's quantity on hand, newest first: when, on whose behalf, why, and for which order.
 * An unknown stock item has none. Admins only.
 */
export type StockHistory = (
  actor: Manager,
  query: { readonly stockItem: StockItemId; readonly before?: number | undefined; readonly limit: number },
) => Effect.Effect<StockHistoryPage, NotPermitted | NotSupported>

export const makeStockHistory = ({ search }: { readonly search: StockSearch | undefined }): StockHistory =>
  Effect.fnUntraced(function* (actor, { limit, ...query }) {
    yield* Effect.fromResult(requireAdmin(actor))
    yield* requireLimit("stockHistory", limit)
    if (search === undefined) return yield* new NotSupported({ ports: "search" })
    const found = yield* search.history({ ...query, limit: limit + 1 })
    const { items, next } = cutPage(found, limit, ({ id }) => id)
    return { movements: items, next }
  })
