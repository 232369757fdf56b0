import { openShop, type Shop } from "shopwright"
import { type OrderLedger, openInMemory, persistenceModule, replacePorts } from "shopwright/ports"

/** A host's shop as its tests open it. `ledger` puts another ledger in the place of the store's own. */
export const openOurShop = (ledger: (own: OrderLedger) => OrderLedger = (own) => own): Promise<Shop> => {
  const store = openInMemory()
  const modules = [persistenceModule(replacePorts(store, { orders: { ledger: ledger(store.orders.ledger) } }))]
  // Passwords of tests may be cheap.
  return openShop({ database: "memory", modules, passwordCost: 4 })
}
