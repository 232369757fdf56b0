import { ContainerModule } from "inversify"
import type { Persistence } from "../adapters/persistence/persistence.ts"
import { bindPorts, unbindMissing } from "./bindings.ts"

/**
 * Creates a module that replaces the shop's store: every port that the given store has. The shop uses the store and
 * does not close it. `withTransaction` does not support such a store.
 *
 * @example
 * const store = openMyStore()
 * const shop = await openShop({ database: "memory", modules: [persistenceModule(store)] })
 */
export const persistenceModule = (persistence: Persistence): ContainerModule =>
  new ContainerModule(({ isBound, rebind, unbind }) => {
    bindPorts(rebind, persistence)
    unbindMissing(unbind, isBound, persistence)
  })
