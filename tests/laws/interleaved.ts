import { Effect } from "effect"
import type { StorePorts } from "../../adapters/testing/ports.ts"

/** A store that lets other fibers go first, as often as drawn, before every call that moves stock or needs a price. */
export const interleaved = (store: StorePorts, turns: Iterator<number>): StorePorts => {
  const late = <A, E>(effect: Effect.Effect<A, E>): Effect.Effect<A, E> =>
    Effect.andThen(Effect.replicateEffect(Effect.yieldNow, turns.next().value ?? 0), effect)
  return {
    ...store,
    products: { ...store.products, reprice: (...args) => late(store.products.reprice(...args)) },
    inventory: { restock: (restocking) => late(store.inventory.restock(restocking)) },
    offers: { offersFor: (items) => late(store.offers.offersFor(items)) },
    orders: { ...store.orders, find: (order) => late(store.orders.find(order)) },
    orderLedger: {
      ...store.orderLedger,
      record: (placement) => late(store.orderLedger.record(placement)),
      recordOnce: (placement, claim) => late(store.orderLedger.recordOnce(placement, claim)),
      recall: (account, claim) => late(store.orderLedger.recall(account, claim)),
      amend: (change) => late(store.orderLedger.amend(change)),
    },
  }
}
