import { openShop, type Shop } from "shopwright"
import { type OrderLedger, openInMemory, persistenceModule, replacePorts } from "shopwright/ports"

/** A host's shop as its tests open it. `ledger` replaces the store's own order ledger. */
export const openOurShop = (ledger: (own: OrderLedger) => OrderLedger = (own) => own): Promise<Shop> => {
  const store = openInMemory()
  const modules = [persistenceModule(replacePorts(store, { orders: { ledger: ledger(store.orders.ledger) } }))]
  // Tests need no strong hashes.
  return openShop({ database: "memory", modules, passwordCost: 4 })
}
