import { Effect } from "effect"
import type { AccountId } from "../../domain/account/account.ts"
import type { Manager } from "../../domain/account/actor.ts"
import { cutPage, requireLimit } from "../page-limit.ts"
import { NotSupported } from "../ports/not-supported.ts"
import type { BuyerOrder } from "../ports/orders.ts"
import type { OrderCursor, OrderQuery, OrderSearch } from "../ports/search.ts"
import type { GuestPorts } from "../ports/store-ports.ts"
import { claimedGuests } from "./claimed-guests.ts"
import { type OrderFilter, visibleOrders } from "./visible-orders.ts"

/** A search of orders. Every condition that is given must hold. `sort` defaults to `newest`. */
export interface OrderSearchRequest
  extends OrderFilter,
    Pick<OrderQuery, "placedFrom" | "placedBefore" | "product" | "phone" | "after" | "limit"> {
  readonly sort?: OrderQuery["sort"] | undefined
}

/** A page, and the place after which the next page begins, or `null` for the last page. */
export interface FoundOrders {
  readonly orders: ReadonlyArray<BuyerOrder>
  readonly next: OrderCursor | null
}

/**
 * Returns one page of the orders that the actor may see, newest or oldest first. Walking the pages shows every order
 * that existed at the start and matches throughout exactly once.
 */
export type SearchOrders = (actor: Manager, request: OrderSearchRequest) => Effect.Effect<FoundOrders, NotSupported>

export const makeSearchOrders = ({
  search,
  guests,
}: {
  readonly search: OrderSearch | undefined
  readonly guests?: GuestPorts | undefined
}): SearchOrders =>
  Effect.fnUntraced(function* (actor, { owner, statuses, limit, sort = "newest", ...conditions }) {
    yield* requireLimit("searchOrders", limit)
    if (search === undefined) return yield* new NotSupported({ ports: "search" })
    const selection = visibleOrders(actor, { owner, statuses })
    if (selection === null) return { orders: [], next: null }
    const own = selection.owner
    const claimed = own !== "all" && own === actor.id ? yield* claimedGuests(guests, own) : []
    const found = yield* pageOf(search, { ...conditions, ...selection, sort, limit: limit + 1 }, claimed)
    const { items, next } = cutPage(found, limit, ({ createdAt, id }) => ({ createdAt, id }))
    return { orders: items, next }
  })

/** Guests whose orders are read at the same time. */
const AT_ONCE = 8

/** Reads a page of the orders of an owner and of claimed guests. */
const pageOf = (
  search: OrderSearch,
  query: OrderQuery,
  claimed: ReadonlyArray<AccountId>,
): Effect.Effect<ReadonlyArray<BuyerOrder>> => {
  if (claimed.length === 0) return search.page(query)
  const owners = [query.owner, ...claimed]
  const pages = Effect.forEach(owners, (owner) => search.page({ ...query, owner }), { concurrency: AT_ONCE })
  const direction = query.sort === "oldest" ? 1 : -1
  return Effect.map(pages, (found) =>
    found
      .flat()
      .toSorted((a, b) => direction * (a.createdAt.getTime() - b.createdAt.getTime() || a.id - b.id))
      .slice(0, query.limit),
  )
}
