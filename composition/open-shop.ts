import "reflect-metadata"
import { Effect } from "effect"
import { makeBcryptHasher } from "../adapters/passwords/bcrypt.ts"
import { commonPasswords } from "../adapters/passwords/common.ts"
import { opaqueTokens } from "../adapters/tokens/opaque.ts"
import { checkEndpoints } from "../adapters/webhooks/endpoint.ts"
import { makeUseCases } from "../application/make-use-cases.ts"
import type { Clock } from "../application/ports/clock.ts"
import { withCallStart } from "../application/queue-timeout.ts"
import type { UseCases } from "../application/use-cases.ts"
import { defaultRegistrationRules } from "../domain/account/registration.ts"
import { DEFAULT_TIME_ZONE } from "../domain/report/days.ts"
import { assemble, assembleJoined, type Parts } from "./assemble.ts"
import { checkBackgroundOptions, NO_DELIVERY, startBackgroundWork, warnOfFault } from "./background-work.ts"
import { openBackups } from "./backups.ts"
import { withExternalActors } from "./external-actors.ts"
import { startMailDelivery } from "./mail-delivery.ts"
import { checkMailOptions, openMailer } from "./mail-options.ts"
import { openPersistence } from "./open-database.ts"
import { openPictures, ownsPictures, removingLater, withoutCleaning } from "./open-pictures.ts"
import { noTokenPairs, openTokenPairs } from "./open-token-pairs.ts"
import { checkOrderOptions, DEFAULT_LOW_STOCK } from "./order-options.ts"
import { promised } from "./promises.ts"
import { makeReadiness } from "./readiness.ts"
import { checkSessionOptions, sessionPolicyOf } from "./session-options.ts"
import type { ShopOptions } from "./settings.ts"
import { hostPoolOf } from "./shared-poll.ts"
import type { Shop, ShopUseCases } from "./shop.ts"
import { requireCurrency, settleCurrency } from "./shop-currency.ts"
import { checkSignInOptions, signInPolicyOf } from "./sign-in-options.ts"
import { makeSubscribe } from "./subscribe.ts"
import { wakingSubscribers } from "./wake-subscribers.ts"
import { loadWebhooks } from "./webhooks.ts"
import { makeOpenUseCases, requireOpen } from "./while-open.ts"

export { migrate, migrationSql } from "./migrate.ts"
export type { DatabaseOption, ShopOptions } from "./settings.ts"

/** Opens a shop. `open.ts` has the documentation, and loads this file on demand. */
export const openShop = async <const OrderRefusal = never, const StatusRefusal = never>(
  options: ShopOptions<OrderRefusal, StatusRefusal>,
): Promise<Shop<OrderRefusal, StatusRefusal>> => {
  const { onBackgroundError = warnOfFault, backgroundWork = true } = options
  checkBackgroundOptions(options)
  checkSessionOptions(options)
  checkSignInOptions(options)
  checkOrderOptions(options)
  if (options.currency !== undefined) requireCurrency(options.currency)
  checkMailOptions(options.mail ?? {})
  const endpoints = checkEndpoints(options.webhooks ?? [])
  // A module may replace the clock. Modules are loaded after the token signer is created.
  let clock: Clock = systemClock
  const tokenPairs = await openTokenPairs(options, { now: () => clock.now() })
  const passwords = await makeBcryptHasher({ cost: passwordCost(options), maxWaiting: options.passwordQueue })
  const observed = options.telemetry?.observeShop()
  const storeOptions = { ...options, observer: observed?.store }
  const persistence = await openPersistence(options.database, storeOptions).catch(async (error: unknown) => {
    observed?.end()
    await passwords.close()
    throw error
  })
  observed?.store.queue("passwords", passwords.waiting)
  const observing = (useCases: UseCases): UseCases => observed?.useCases(useCases) ?? useCases
  const backups = openBackups(persistence, options)
  const close = async () => {
    await backups.end()
    observed?.end()
    await passwords.close()
    await persistence.close()
  }
  try {
    // The picture folder may be inside the database folder, which this process has locked by now.
    const pictures = await openPictures(options)
    const mailer = await openMailer(options.mail ?? {})
    const startWebhooks = await loadWebhooks(endpoints)
    const { numberingPlans } = await import("../adapters/phones/libphonenumber.ts")
    const services = {
      passwords,
      commonPasswords,
      tokens: opaqueTokens,
      pairs: tokenPairs ?? noTokenPairs,
      phones: numberingPlans,
      pictures,
      clock: systemClock,
      mailer,
    }
    const settings = {
      policy: signInPolicyOf(options),
      registration: options.registration ?? defaultRegistrationRules,
      sessionPolicy: sessionPolicyOf(options),
      foreignTokens: options.foreignTokens ?? null,
      maxUnpaidOrders: options.maxUnpaidOrders ?? null,
      orderWaitSeconds: options.queueTimeoutSeconds ?? null,
      lowStockThreshold: options.lowStockThreshold ?? DEFAULT_LOW_STOCK,
      buyersCancel: options.buyersCancel ?? true,
      guestOrders: options.guestOrders ?? false,
      timeZone: options.timeZone ?? DEFAULT_TIME_ZONE,
      policies: options.policies,
      metadata: options.metadata,
      passwordUrl: options.mail?.passwordUrl ?? null,
    }
    const parts: Parts = { persistence, services, settings, modules: options.modules ?? [] }
    const assembled = assemble(parts)
    const { ports } = assembled
    clock = ports.services.clock
    const currency = await settleCurrency(ports.catalog.currency, options.currency)
    const built = makeUseCases(withoutCleaning(ports), { ...assembled.settings, currency })
    const made = observing(assembled.activated(built))
    if (ports.health !== undefined) observed?.backlog(ports.health.storeHealth)
    const { subscribe, wake, endAll } = makeSubscribe(
      made.deliverEvents,
      ports.outbox.outbox,
      onBackgroundError,
      hostPoolOf(options.database),
    )
    const sendsMail = backgroundWork && ports.services.mailer !== undefined
    const delivery = sendsMail ? startMailDelivery(made, onBackgroundError) : null
    const wakingAll = (useCases: UseCases): UseCases => {
      const waking = wakingSubscribers(useCases, wake)
      return delivery === null ? waking : delivery.waking(waking)
    }
    const useCases = wakingAll(made)
    const work = { unpaidOrderTtlSeconds: options.unpaidOrderTtlSeconds, auditsPictures: ownsPictures(options) }
    const endWork = backgroundWork ? startBackgroundWork(useCases, work, onBackgroundError) : null
    const abortWebhooks = startWebhooks(currency, subscribe, onBackgroundError)
    let closing: Promise<void> | undefined
    const { whileOpen, close: endCalls } = makeOpenUseCases()
    const closeOnce = () => {
      abortWebhooks()
      void backups.end()
      // Handlers that are running may use the shop until they have finished.
      closing ??= Promise.all([endAll(), endWork?.(), delivery?.end()]).then(endCalls).then(close)
      return closing
    }
    const { isEmpty } = whileOpen({ isEmpty: () => withCallStart(ports.catalog.loader.isEmpty()) })
    const inBothStyles = (useCases: UseCases): ShopUseCases<OrderRefusal, StatusRefusal> => {
      const open = whileOpen(withExternalActors<OrderRefusal, StatusRefusal>(useCases))
      return { ...promised(open), useCases: open }
    }
    return {
      ...inBothStyles(useCases),
      subscribe: (...subscription) => {
        requireOpen(closing !== undefined)
        if (!backgroundWork) throw new Error(NO_DELIVERY)
        return subscribe(...subscription)
      },
      withTransaction: (transaction) => {
        const joined = assembleJoined(parts, transaction)
        const useCases = makeUseCases(removingLater(joined.ports), { ...joined.settings, currency })
        return inBothStyles(wakingAll(observing(joined.activated(useCases))))
      },
      isEmpty: async () => Effect.runPromise(isEmpty()),
      pictures: ports.services.pictures,
      phones: ports.services.phones,
      currency,
      timeZone: assembled.settings.timeZone,
      signsTokens: ports.services.pairs !== noTokenPairs,
      publicKeys: tokenPairs === null ? null : tokenPairs.publicKeys,
      derivedKeys: (purpose) => tokenPairs?.derivedKeys(purpose) ?? [],
      readiness: makeReadiness(ports.health?.storeHealth, () => closing !== undefined),
      backUp: backups.write,
      close: closeOnce,
      [Symbol.asyncDispose]: closeOnce,
    }
  } catch (error) {
    await close()
    throw error
  }
}

/**
 * Hashes in memory are lost with the process, so OWASP's minimum cost is enough. A module may add a persistent store.
 */
const passwordCost = ({ passwordCost, database, modules }: ShopOptions<unknown, unknown>): number | undefined =>
  passwordCost ?? (database === "memory" && modules === undefined ? 10 : undefined)

const systemClock: Clock = { now: () => new Date() }
