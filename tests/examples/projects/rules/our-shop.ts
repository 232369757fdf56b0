import { openShop, type Shop } from "shopwright"
import { type OrderLedger, openInMemory, persistenceModule } from "shopwright/ports"

/** A host's shop as its tests open it. `ledger` puts another ledger in the place of the store's own. */
export const openOurShop = (ledger: (own: OrderLedger) => OrderLedger = (own) => own): Promise<Shop> => {
  const store = openInMemory()
  const modules = [persistenceModule({ ...store, orderLedger: ledger(store.orderLedger) })]
  // Passwords of tests may be cheap.
  return openShop({ database: "memory", modules, passwordCost: 4 })
}
