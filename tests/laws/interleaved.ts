import { Effect } from "effect"
import type { Store } from "../../adapters/testing/ports.ts"
import { replacePorts } from "../../application/ports/replace-ports.ts"

/** A store that lets other fibers run, as often as drawn, before every call that moves stock or needs a price. */
export const interleaved = (store: Store, turns: Iterator<number>): Store => {
  const late = <A, E>(effect: Effect.Effect<A, E>): Effect.Effect<A, E> =>
    Effect.andThen(Effect.replicateEffect(Effect.yieldNow, turns.next().value ?? 0), effect)
  return replacePorts(store, {
    catalog: {
      products: {
        ...store.catalog.products,
        find: (product) => late(store.catalog.products.find(product)),
        recordRepricing: (repricing) => late(store.catalog.products.recordRepricing(repricing)),
      },
      offers: { ...store.catalog.offers, offersFor: (items) => late(store.catalog.offers.offersFor(items)) },
    },
    stock: {
      inventory: {
        ...store.stock.inventory,
        recordRestocking: (restocking) => late(store.stock.inventory.recordRestocking(restocking)),
      },
    },
    orders: {
      orders: { ...store.orders.orders, find: (order) => late(store.orders.orders.find(order)) },
      ledger: {
        ...store.orders.ledger,
        record: (placement) => late(store.orders.ledger.record(placement)),
        recordOnce: (placement, claim) => late(store.orders.ledger.recordOnce(placement, claim)),
        recall: (account, claim) => late(store.orders.ledger.recall(account, claim)),
        recordStatusChange: (change) => late(store.orders.ledger.recordStatusChange(change)),
      },
    },
  })
}
