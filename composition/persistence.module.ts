import { ContainerModule, type ContainerModuleLoadOptions } from "inversify"
import type { Persistence } from "../adapters/persistence/persistence.ts"
import { Port } from "./identifiers.ts"

/** Binds each port that keeps something to a store that is open. */
export const bindPersistence = (bind: ContainerModuleLoadOptions["bind"], persistence: Persistence): void => {
  bind(Port.accounts).toConstantValue(persistence.accounts)
  bind(Port.security).toConstantValue(persistence.security)
  bind(Port.profiles).toConstantValue(persistence.profiles)
  bind(Port.sessions).toConstantValue(persistence.sessions)
  bind(Port.rotations).toConstantValue(persistence.rotations)
  bind(Port.signInAttempts).toConstantValue(persistence.signInAttempts)
  bind(Port.products).toConstantValue(persistence.products)
  bind(Port.categories).toConstantValue(persistence.categories)
  bind(Port.offers).toConstantValue(persistence.offers)
  bind(Port.catalogLoader).toConstantValue(persistence.catalogLoader)
  bind(Port.inventory).toConstantValue(persistence.inventory)
  bind(Port.orderLedger).toConstantValue(persistence.orderLedger)
  bind(Port.orders).toConstantValue(persistence.orders)
  bind(Port.overdueOrders).toConstantValue(persistence.overdueOrders)
  bind(Port.outbox).toConstantValue(persistence.outbox)
  bind(Port.retention).toConstantValue(persistence.retention)
  bind(Port.stockAudit).toConstantValue(persistence.stockAudit)
}

/**
 * A module that puts a store of one's own in the place of the shop's: every port that keeps something. The shop uses
 * the store and does not close it, and `withTransaction` has nothing to join.
 *
 * @example
 * const store = openMyStore()
 * const shop = await openShop({ database: "memory", modules: [persistenceModule(store)] })
 */
export const persistenceModule = (persistence: Persistence): ContainerModule =>
  new ContainerModule(({ rebind }) => bindPersistence(rebind, persistence))
