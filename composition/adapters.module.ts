import { ContainerModule } from "inversify"
import type { Persistence } from "../adapters/persistence/persistence.ts"
import { opaqueTokens } from "../adapters/tokens/opaque.ts"
import type { PasswordHasher } from "../application/ports/password-hasher.ts"
import { Port } from "./identifiers.ts"

/** Binds the ports to adapters that are open already: what is asynchronous happens before the container is built. */
export const adaptersModule = (persistence: Persistence, passwords: PasswordHasher): ContainerModule =>
  new ContainerModule(({ bind }) => {
    bind(Port.accounts).toConstantValue(persistence.accounts)
    bind(Port.sessions).toConstantValue(persistence.sessions)
    bind(Port.products).toConstantValue(persistence.products)
    bind(Port.categories).toConstantValue(persistence.categories)
    bind(Port.offers).toConstantValue(persistence.offers)
    bind(Port.catalogLoader).toConstantValue(persistence.catalogLoader)
    bind(Port.orderLedger).toConstantValue(persistence.orderLedger)
    bind(Port.orders).toConstantValue(persistence.orders)
    bind(Port.overdueOrders).toConstantValue(persistence.overdueOrders)
    bind(Port.eventFeed).toConstantValue(persistence.eventFeed)
    bind(Port.leftovers).toConstantValue(persistence.leftovers)
    bind(Port.stockBooks).toConstantValue(persistence.stockBooks)
    bind(Port.passwords).toConstantValue(passwords)
    bind(Port.tokens).toConstantValue(opaqueTokens)
    bind(Port.clock).toConstantValue({ now: () => new Date() })
  })
