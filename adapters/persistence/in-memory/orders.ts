import { Effect } from "effect"
import type { BuyerOrder, Orders } from "../../../application/ports/orders.ts"
import type { AccountId } from "../../../domain/account/account.ts"
import { type Order, OrderId } from "../../../domain/order/order.ts"
import { existing, type Store } from "./store.ts"

/** The in-memory implementation of `Orders`. */
export const inMemoryOrders = (store: Store): Orders => {
  const idsOf = orderIdsByOwner(store)
  return {
    find: (id) =>
      Effect.sync(() => {
        const order = store.orders.get(id)
        return order === undefined ? null : snapshot(order)
      }),

    page: ({ owner, statuses, after = OrderId(0), limit }) =>
      Effect.sync(() => {
        const page: Array<BuyerOrder> = []
        const ids = owner === "all" ? countFrom(after + 1, store.orders.size) : idsAfter(idsOf(owner), after)
        for (const id of ids) {
          if (page.length === limit) break
          const order = existing(store.orders, id, "order")
          if (statuses !== undefined && !statuses.includes(order.status)) continue
          page.push(buyerOrder(store, order))
        }
        return page
      }),
  }
}

/** Returns a copy of an order for the caller. Dates are copied, because frozen objects do not protect a `Date`. */
export const snapshot = (order: Order): Order =>
  Object.freeze({ ...order, createdAt: new Date(order.createdAt), updatedAt: new Date(order.updatedAt) })

/** Returns a copy of an order with its buyer's name. */
export const buyerOrder = (store: Store, order: Order): BuyerOrder =>
  Object.freeze({ ...snapshot(order), username: existing(store.accounts, order.account, "account").account.username })

/**
 * Returns the ids of an account's orders, in ascending order. Orders are numbered from 1 without gaps and never change
 * their account, so each call reads only the orders added since the previous call.
 */
const orderIdsByOwner = (store: Store): ((owner: AccountId) => ReadonlyArray<OrderId>) => {
  const byAccount = new Map<AccountId, Array<OrderId>>()
  let seen = 0
  return (owner) => {
    for (const id of countFrom(seen + 1, store.orders.size)) {
      const { account } = existing(store.orders, id, "order")
      const ids = byAccount.get(account)
      if (ids === undefined) byAccount.set(account, [id])
      else ids.push(id)
    }
    seen = store.orders.size
    return byAccount.get(owner) ?? []
  }
}

function* countFrom(first: number, last: number): Generator<OrderId> {
  for (let id = first; id <= last; id++) yield OrderId(id)
}

/** Returns the ids above `after`, found by binary search. */
function* idsAfter(ids: ReadonlyArray<OrderId>, after: OrderId): Generator<OrderId> {
  let [low, high] = [0, ids.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((ids[middle] as OrderId) > after) high = middle
    else low = middle + 1
  }
  for (let i = low; i < ids.length; i++) yield ids[i] as OrderId
}
