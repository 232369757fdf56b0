import { Effect } from "effect"
import type { ShopCurrency } from "../../../application/ports/shop-currency.ts"
import type { Store } from "./store.ts"

/** The in-memory implementation of `ShopCurrency`. */
export const inMemoryShopCurrency = (store: Store): ShopCurrency => ({
  code: () => Effect.sync(() => store.currency),
  change: (code) =>
    Effect.sync(() => {
      if (store.products.size > 0) return false
      store.currency = code
      return true
    }),
})
