import "reflect-metadata"
import { Container } from "inversify"
import { makeBcryptHasher } from "../adapters/passwords/bcrypt.ts"
import type { Persistence } from "../adapters/persistence/persistence.ts"
import type { JwkSet } from "../adapters/tokens/jwt.ts"
import type { CatalogLoader } from "../application/ports/catalog-loader.ts"
import type { Pictures } from "../application/ports/media.ts"
import type { PhoneNumbers } from "../application/ports/phone-numbers.ts"
import type { UseCases } from "../application/use-cases.ts"
import { defaultSignInPolicy } from "../domain/account/sign-in-policy.ts"
import { adaptersModule } from "./adapters.module.ts"
import { checkBackgroundOptions, startWorkOf, warn } from "./background-work.ts"
import { Port, UseCase } from "./identifiers.ts"
import { openPictures } from "./open-pictures.ts"
import { openTokenPairs } from "./open-token-pairs.ts"
import type { DatabaseOption, ShopOptions } from "./settings.ts"
import { makeSubscribe, type Subscribe } from "./subscribe.ts"
import { useCasesModule } from "./use-cases.module.ts"

export type { DatabaseOption, ShopOptions } from "./settings.ts"

/** A shop that is open: its use cases, until it is closed. */
export interface Shop {
  readonly useCases: UseCases
  /** Whether the shop has neither categories nor products. */
  readonly isEmpty: CatalogLoader["isEmpty"]
  /** Hands out the pictures of its people. */
  readonly pictures: Pick<Pictures, "open">
  /** How it reads telephone numbers. */
  readonly phones: PhoneNumbers
  /** The public keys by which others may check its tokens; `null` where it signs none. */
  readonly publicKeys: (() => JwkSet) | null
  readonly subscribe: Subscribe
  /** Stops telling subscribers, waits for what is under way, and gives connections, files and locks back. */
  readonly close: () => Promise<void>
}

/** Opens a shop. Reads no environment, listens nowhere, installs no signal handler. */
export const openShop = async (options: ShopOptions): Promise<Shop> => {
  const { onBackgroundFault = warn } = options
  checkBackgroundOptions(options)
  const clock = { now: () => new Date() }
  const tokenPairs = await openTokenPairs(options, clock)
  const passwords = await makeBcryptHasher({ cost: options.passwordCost, maxWaiting: options.passwordQueue })
  const persistence = await openPersistence(options.database)
  const close = async () => {
    await passwords.close()
    await persistence.close()
  }
  // The folder for pictures may lie in that of the database, which is this process's only now.
  const pictures = await openPictures(options).catch(async (error: unknown) => {
    await close()
    throw error
  })
  const signInPolicy = { ...defaultSignInPolicy, ...options.signInPolicy }
  const container = new Container()
  container.load(adaptersModule({ persistence, passwords, pictures, tokenPairs, signInPolicy, clock }), useCasesModule)
  const useCases = resolveUseCases(container)
  const { subscribe, endAll } = makeSubscribe(useCases.deliverEvents, onBackgroundFault)
  const endWork = startWorkOf(useCases, options, onBackgroundFault)
  return {
    useCases,
    subscribe,
    isEmpty: container.get(Port.catalogLoader).isEmpty,
    pictures: container.get(Port.pictures),
    phones: container.get(Port.phones),
    publicKeys: tokenPairs === null ? null : tokenPairs.publicKeys,
    close: async () => {
      await Promise.all([endAll(), endWork()])
      await close()
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
  obtainTokenPair: container.get(UseCase.obtainTokenPair),
  refreshAccess: container.get(UseCase.refreshAccess),
  authenticateAccess: container.get(UseCase.authenticateAccess),
  listSessions: container.get(UseCase.listSessions),
  endSession: container.get(UseCase.endSession),
  setAccountActive: container.get(UseCase.setAccountActive),
  viewProfile: container.get(UseCase.viewProfile),
  updateProfile: container.get(UseCase.updateProfile),
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
