import { Effect } from "effect"
import { replacePorts } from "../../application/ports/replace-ports.ts"
import type { Store } from "./ports.ts"

/** Returns a store that runs `delay` before every call that reads offers or orders, or moves stock. */
export const delayedStore = (store: Store, delay: (call: string) => Effect.Effect<unknown>): Store => {
  const late = <Args extends ReadonlyArray<unknown>, A, E>(
    call: string,
    method: (...args: Args) => Effect.Effect<A, E>,
  ): ((...args: Args) => Effect.Effect<A, E>) => {
    return (...args) => Effect.andThen(delay(call), method(...args))
  }
  const { products, offers } = store.catalog
  const { inventory } = store.stock
  const { orders, ledger } = store.orders
  return replacePorts(store, {
    catalog: {
      products: {
        ...products,
        find: late("products.find", products.find),
        recordRepricing: late("products.recordRepricing", products.recordRepricing),
      },
      offers: { ...offers, offersFor: late("offers.offersFor", offers.offersFor) },
    },
    stock: {
      inventory: {
        ...inventory,
        recordRestocking: late("inventory.recordRestocking", inventory.recordRestocking),
        recordStockTaking: late("inventory.recordStockTaking", inventory.recordStockTaking),
      },
    },
    orders: {
      orders: { ...orders, find: late("orders.find", orders.find) },
      ledger: {
        ...ledger,
        record: late("ledger.record", ledger.record),
        recordOnce: late("ledger.recordOnce", ledger.recordOnce),
        recall: late("ledger.recall", ledger.recall),
        recordStatusChange: late("ledger.recordStatusChange", ledger.recordStatusChange),
      },
    },
  })
}
