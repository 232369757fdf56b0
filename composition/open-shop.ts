import "reflect-metadata"
import { Container } from "inversify"
import { makeBcryptHasher } from "../adapters/passwords/bcrypt.ts"
import type { HostTransaction } from "../adapters/persistence/host.ts"
import type { Persistence } from "../adapters/persistence/persistence.ts"
import type { JwkSet } from "../adapters/tokens/jwt.ts"
import type { CatalogLoader } from "../application/ports/catalog-loader.ts"
import type { Clock } from "../application/ports/clock.ts"
import type { Pictures } from "../application/ports/media.ts"
import type { PhoneNumbers } from "../application/ports/phone-numbers.ts"
import type { UseCases } from "../application/use-cases.ts"
import { defaultRegistrationRules } from "../domain/account/registration.ts"
import { defaultSignInPolicy } from "../domain/account/sign-in-policy.ts"
import { type Adapters, adaptersModule } from "./adapters.module.ts"
import { checkBackgroundOptions, startWorkOf, warn } from "./background-work.ts"
import { Port } from "./identifiers.ts"
import { openPersistence } from "./open-database.ts"
import { openPictures } from "./open-pictures.ts"
import { openTokenPairs } from "./open-token-pairs.ts"
import { type PromisedUseCases, promised } from "./promises.ts"
import { resolveUseCases } from "./resolve-use-cases.ts"
import type { ShopOptions } from "./settings.ts"
import { makeSubscribe, type Subscribe } from "./subscribe.ts"
import { useCasesModule } from "./use-cases.module.ts"

export { migrate } from "./open-database.ts"
export type { DatabaseOption, ShopOptions } from "./settings.ts"

/** Every use case, twice: as a promise under its own name, and as an Effect under `useCases`. */
export interface ShopUseCases extends PromisedUseCases {
  /** The use cases as Effects with typed errors. */
  readonly useCases: UseCases
}

/** A shop that is open: its use cases, until it is closed. */
export interface Shop extends ShopUseCases {
  /**
   * The same use cases on a transaction of the host's: a `pg` client after BEGIN, or the EntityManager that MikroORM's
   * `em.transactional` hands out. What they write is there when the host commits and never was when it rolls back. A
   * refusal (out of stock, a name that is taken) undoes its own use case alone and leaves the transaction usable.
   * Locks on stock last until the host ends its transaction: keep it short. Throws where the shop's database is not a
   * PostgreSQL server.
   *
   * @example
   * await client.query("begin")
   * const placed = await shop.within(client).placeOrder(buyer, { lines })
   * await client.query(placed.ok ? "commit" : "rollback")
   */
  readonly within: (transaction: HostTransaction) => ShopUseCases
  /** Whether the shop has neither categories nor products. */
  readonly isEmpty: CatalogLoader["isEmpty"]
  /** Hands out the pictures of its people. */
  readonly pictures: Pick<Pictures, "open">
  /** How it reads telephone numbers. */
  readonly phones: PhoneNumbers
  /** The public keys by which others may check its tokens; `null` where it signs none. */
  readonly publicKeys: (() => JwkSet) | null
  /** Keys for the tokens against forged requests, made of those for tokens: the first one makes them, all count. */
  readonly csrfKeys: () => ReadonlyArray<Uint8Array>
  /**
   * Tells a subscriber what happens in the shop, see {@link Subscribe}.
   *
   * @example
   * const stop = shop.subscribe("mail", async ({ id, event }) => {
   *   if (event._tag === "OrderPlaced") await sendConfirmation(event.order, { once: id })
   * })
   */
  readonly subscribe: Subscribe
  /**
   * Stops telling subscribers, waits for what is under way, and gives connections, files and locks back. A pool or ORM
   * that the host lent stays open.
   */
  readonly close: () => Promise<void>
  /** The same as `close`, for `await using`. */
  readonly [Symbol.asyncDispose]: () => Promise<void>
}

/**
 * Opens a shop. Reads no environment, listens nowhere, installs no signal handler.
 *
 * @example
 * await using shop = await openShop({ database: "memory" })
 * const mia = await shop.register({ username: "mia", password: "a-long-password" })
 */
export const openShop = async (options: ShopOptions): Promise<Shop> => {
  const { onBackgroundFault = warn } = options
  checkBackgroundOptions(options)
  // Tokens are signed by the clock that counts in the end, which is known only when everything is bound.
  let bound: Clock = systemClock
  const tokenPairs = await openTokenPairs(options, { now: () => bound.now() })
  const passwords = await makeBcryptHasher({ cost: passwordCost(options), maxWaiting: options.passwordQueue })
  const persistence = await openPersistence(options.database).catch(async (error: unknown) => {
    await passwords.close()
    throw error
  })
  const close = async () => {
    await passwords.close()
    await persistence.close()
  }
  try {
    // The folder for pictures may lie in that of the database, which is this process's only now.
    const pictures = await openPictures(options)
    const adapters: Adapters = {
      persistence,
      passwords,
      pictures,
      tokenPairs,
      signInPolicy: { ...defaultSignInPolicy, ...options.signInPolicy },
      registration: options.registration ?? defaultRegistrationRules,
      clock: systemClock,
    }
    const container = assemble(adapters, options)
    bound = container.get(Port.clock)
    const useCases = resolveUseCases(container)
    const { subscribe, endAll } = makeSubscribe(useCases.deliverEvents, onBackgroundFault)
    const endWork = startWorkOf(useCases, options, onBackgroundFault)
    let closing: Promise<void> | undefined
    const closeOnce = () => {
      closing ??= Promise.all([endAll(), endWork()]).then(close)
      return closing
    }
    return {
      ...promised(useCases),
      useCases,
      subscribe,
      within: (transaction) => {
        const joined = resolveUseCases(
          assemble({ ...adapters, persistence: joining(persistence, transaction) }, options),
        )
        return { ...promised(joined), useCases: joined }
      },
      isEmpty: container.get(Port.catalogLoader).isEmpty,
      pictures: container.get(Port.pictures),
      phones: container.get(Port.phones),
      publicKeys: tokenPairs === null ? null : tokenPairs.publicKeys,
      csrfKeys: () => tokenPairs?.derivedKeys("csrf") ?? [],
      close: closeOnce,
      [Symbol.asyncDispose]: closeOnce,
    }
  } catch (error) {
    await close()
    throw error
  }
}

/** Where no hash outlives the process, OWASP's least is enough. A module may bring a store that keeps hashes. */
const passwordCost = ({ passwordCost, database, modules }: ShopOptions): number | undefined =>
  passwordCost ?? (database === "memory" && modules === undefined ? 10 : undefined)

const systemClock: Clock = { now: () => new Date() }

/** The host's modules come last, so that what they rebind counts. */
const assemble = (adapters: Adapters, { modules = [] }: Pick<ShopOptions, "modules">): Container => {
  const container = new Container()
  container.load(adaptersModule(adapters), useCasesModule, ...modules)
  return container
}

const joining = (persistence: Persistence, transaction: HostTransaction): Persistence => {
  if (persistence.within === undefined)
    throw new Error("within() needs a shop on a PostgreSQL server: this one's database has no transactions to join.")
  return persistence.within(transaction)
}
