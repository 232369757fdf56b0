import { Effect } from "effect"
import type { BuyerOrder, Orders } from "../../../application/ports/orders.ts"
import type { AccountId } from "../../../domain/account/account.ts"
import { type Order, OrderId } from "../../../domain/order/order.ts"
import { existing, type Store } from "./store.ts"

/** The orders to read, in memory. */
export const inMemoryOrders = (store: Store): Orders => {
  const idsOf = ownership(store)
  return {
    find: (id) =>
      Effect.sync(() => {
        const order = store.orders.get(id)
        return order === undefined ? null : snapshot(order)
      }),

    page: ({ owner, statuses, after = OrderId(0), limit }) =>
      Effect.sync(() => {
        const page: Array<BuyerOrder> = []
        const ids = owner === "everybody" ? countFrom(after + 1, store.orders.size) : idsAfter(idsOf(owner), after)
        for (const id of ids) {
          if (page.length === limit) break
          const order = existing(store.orders, id, "order")
          if (statuses !== undefined && !statuses.includes(order.status)) continue
          const { username } = existing(store.accounts, order.account, "account").account
          page.push(Object.freeze({ ...snapshot(order), username }))
        }
        return page
      }),
  }
}

/** An order to hand out. The dates are copies, for freezing does not keep a `Date` from being set. */
export const snapshot = (order: Order): Order =>
  Object.freeze({ ...order, createdAt: new Date(order.createdAt), updatedAt: new Date(order.updatedAt) })

/**
 * The ids of each account's orders, ascending. Orders are numbered from 1 without a gap and never change hands, so that
 * looking at those placed since the last question is enough.
 */
const ownership = (store: Store): ((owner: AccountId) => ReadonlyArray<OrderId>) => {
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

/** The part of ascending ids that is above `after`, found by halving. */
function* idsAfter(ids: ReadonlyArray<OrderId>, after: OrderId): Generator<OrderId> {
  let [low, high] = [0, ids.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((ids[middle] as OrderId) > after) high = middle
    else low = middle + 1
  }
  for (let i = low; i < ids.length; i++) yield ids[i] as OrderId
}
