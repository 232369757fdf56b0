import "reflect-metadata"
import { Container } from "inversify"
import { makeBcryptHasher } from "../adapters/passwords/bcrypt.ts"
import type { HostTransaction } from "../adapters/persistence/host.ts"
import type { Clock } from "../application/ports/clock.ts"
import type { UseCases } from "../application/use-cases.ts"
import { defaultRegistrationRules } from "../domain/account/registration.ts"
import { defaultSignInPolicy } from "../domain/account/sign-in-policy.ts"
import { type Adapters, adaptersModule } from "./adapters.module.ts"
import { checkBackgroundOptions, startWorkOf, warn } from "./background-work.ts"
import { Port } from "./identifiers.ts"
import { openPersistence } from "./open-database.ts"
import { openPictures } from "./open-pictures.ts"
import { noTokenPairs, openTokenPairs } from "./open-token-pairs.ts"
import { promised } from "./promises.ts"
import { resolveUseCases } from "./resolve-use-cases.ts"
import type { ShopOptions } from "./settings.ts"
import type { Shop, ShopUseCases } from "./shop.ts"
import { makeSubscribe } from "./subscribe.ts"
import { useCasesModule } from "./use-cases.module.ts"
import { requireOpen, whileOpen } from "./while-open.ts"

export { migrate } from "./open-database.ts"
export type { DatabaseOption, ShopOptions } from "./settings.ts"

/**
 * Opens a shop. Reads no environment, listens nowhere, installs no signal handler.
 *
 * @example
 * await using shop = await openShop({ database: "memory" })
 * const mia = await shop.register({ username: "mia", password: "a-long-password" })
 */
export const openShop = async (options: ShopOptions): Promise<Shop> => {
  const { onBackgroundError = warn } = options
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
    const { subscribe, endAll } = makeSubscribe(useCases.deliverEvents, onBackgroundError)
    const endWork = startWorkOf(useCases, options, onBackgroundError)
    let closing: Promise<void> | undefined
    let isClosed = false
    const closeOnce = () => {
      // Subscribers that are told something at the moment may need the shop until they have ended.
      closing ??= Promise.all([endAll(), endWork()]).then(() => {
        isClosed = true
        return close()
      })
      return closing
    }
    const twice = (useCases: UseCases): ShopUseCases => {
      const open = whileOpen(useCases, () => isClosed)
      return { ...promised(open), useCases: open }
    }
    return {
      ...twice(useCases),
      subscribe: (...subscription) => {
        requireOpen(closing !== undefined)
        return subscribe(...subscription)
      },
      withTransaction: (transaction) => twice(resolveUseCases(assembleJoined(adapters, options, transaction))),
      isEmpty: container.get(Port.catalogLoader).isEmpty,
      pictures: container.get(Port.pictures),
      phones: container.get(Port.phones),
      signsTokens: container.get(Port.tokenPairs) !== noTokenPairs,
      publicKeys: tokenPairs === null ? null : tokenPairs.publicKeys,
      derivedKeys: (purpose) => tokenPairs?.derivedKeys(purpose) ?? [],
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

/** What a shop is put together from for one transaction of the host's. */
const assembleJoined = (adapters: Adapters, options: ShopOptions, transaction: HostTransaction): Container => {
  const persistence = adapters.persistence.withTransaction?.(transaction)
  if (persistence === undefined)
    throw new Error(
      "withTransaction() needs a shop on a PostgreSQL server: this one's database has no transactions to join.",
    )
  const container = assemble({ ...adapters, persistence }, options)
  // What a module bound to another store would be written beside the host's transaction.
  for (const [name, port] of Object.entries(persistence))
    if (name in Port && container.get<unknown>(Port[name as keyof typeof Port]) !== port)
      throw new Error(
        `withTransaction() cannot join the host's transaction: a module of this shop's has bound "${name}" anew.`,
      )
  return container
}
