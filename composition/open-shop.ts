import "reflect-metadata"
import { Container } from "inversify"
import { makeBcryptHasher } from "../adapters/passwords/bcrypt.ts"
import type { Persistence } from "../adapters/persistence/persistence.ts"
import type { CatalogLoader } from "../application/ports/catalog-loader.ts"
import type { UseCases } from "../application/use-cases.ts"
import { adaptersModule } from "./adapters.module.ts"
import { checkBackgroundOptions, startWorkOf, warn } from "./background-work.ts"
import { Port, UseCase } from "./identifiers.ts"
import { makeSubscribe, type Subscribe } from "./subscribe.ts"
import { useCasesModule } from "./use-cases.module.ts"

/**
 * Where a shop keeps what it knows: nowhere but in this process, in a folder (an embedded PostgreSQL that serves one
 * process at a time), or on a PostgreSQL server (`postgres://...`), there in a schema of its own (`shopwright`).
 */
export type DatabaseOption =
  | "memory"
  | { readonly folder: string }
  | { readonly url: string; readonly schema?: string | undefined }

export interface ShopOptions {
  readonly database: DatabaseOption
  /** bcrypt's cost, 12 unless given: each step doubles the time that hashing a password takes. */
  readonly passwordCost?: number | undefined
  /**
   * How long an order may stay unpaid; one that is `created` for longer is cancelled and its stock goes back on sale.
   * Any process with this option sees to it. Without it orders wait for ever.
   */
  readonly unpaidOrderTtlSeconds?: number | undefined
  /** Is told what went wrong with work that nobody waits for; unless given, it becomes a warning of the process. */
  readonly onBackgroundFault?: ((fault: unknown) => void) | undefined
}

/** A shop that is open: its use cases, until it is closed. */
export interface Shop {
  readonly useCases: UseCases
  /** Whether the shop has neither categories nor products. */
  readonly isEmpty: CatalogLoader["isEmpty"]
  readonly subscribe: Subscribe
  /** Stops telling subscribers, waits for what is under way, and gives connections, files and locks back. */
  readonly close: () => Promise<void>
}

/** Opens a shop. Reads no environment, listens nowhere, installs no signal handler. */
export const openShop = async (options: ShopOptions): Promise<Shop> => {
  const { database, passwordCost, onBackgroundFault = warn } = options
  checkBackgroundOptions(options)
  const passwords = await makeBcryptHasher(passwordCost === undefined ? {} : { cost: passwordCost })
  const persistence = await openPersistence(database)
  const container = new Container()
  container.load(adaptersModule(persistence, passwords), useCasesModule)
  const useCases = resolveUseCases(container)
  const { subscribe, endAll } = makeSubscribe(useCases.deliverEvents, onBackgroundFault)
  const endWork = startWorkOf(useCases, options, onBackgroundFault)
  return {
    useCases,
    subscribe,
    isEmpty: container.get(Port.catalogLoader).isEmpty,
    close: async () => {
      await Promise.all([endAll(), endWork()])
      await passwords.close()
      await persistence.close()
    },
  }
}

/** Brings a database up to date; returns the versions applied. Nothing to do for `memory`. */
export const migrate = async (database: DatabaseOption): Promise<ReadonlyArray<string>> => {
  if (database === "memory") return []
  const mikroOrm = await import("../adapters/persistence/mikro-orm/open.ts")
  return mikroOrm.migrate(database)
}

// Imported on demand: a shop in memory loads no database driver.
const openPersistence = async (database: DatabaseOption): Promise<Persistence> => {
  if (database === "memory") {
    const { openInMemory } = await import("../adapters/persistence/in-memory/in-memory.ts")
    return openInMemory()
  }
  const { openMikroOrm } = await import("../adapters/persistence/mikro-orm/open.ts")
  return openMikroOrm(database)
}

const resolveUseCases = (container: Container): UseCases => ({
  register: container.get(UseCase.register),
  logIn: container.get(UseCase.logIn),
  authenticate: container.get(UseCase.authenticate),
  logOut: container.get(UseCase.logOut),
  createAdmin: container.get(UseCase.createAdmin),
  ensureAdmin: container.get(UseCase.ensureAdmin),
  listProducts: container.get(UseCase.listProducts),
  createProduct: container.get(UseCase.createProduct),
  listCategories: container.get(UseCase.listCategories),
  createCategory: container.get(UseCase.createCategory),
  importCatalog: container.get(UseCase.importCatalog),
  placeOrder: container.get(UseCase.placeOrder),
  listOrders: container.get(UseCase.listOrders),
  streamOrders: container.get(UseCase.streamOrders),
  pageOrders: container.get(UseCase.pageOrders),
  changeOrderStatus: container.get(UseCase.changeOrderStatus),
  expireOrders: container.get(UseCase.expireOrders),
  deliverEvents: container.get(UseCase.deliverEvents),
  forgetSubscriber: container.get(UseCase.forgetSubscriber),
  tidyUp: container.get(UseCase.tidyUp),
  examineStock: container.get(UseCase.examineStock),
})
