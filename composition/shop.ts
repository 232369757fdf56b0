import type { WrittenBackup } from "../adapters/persistence/backups.ts"
import type { HostTransaction } from "../adapters/persistence/host.ts"
import type { JwkSet } from "../adapters/tokens/jwt.ts"
import type { Pictures } from "../application/ports/media.ts"
import type { PhoneNumbers } from "../application/ports/phone-numbers.ts"
import type { Currency } from "../domain/catalog/currency.ts"
import type { HostUseCases } from "./external-actors.ts"
import type { PromisedUseCases } from "./promises.ts"
import type { Readiness } from "./readiness.ts"
import type { Subscribe } from "./subscribe.ts"

/** Every use case in two styles: as a promise under its name, and as an Effect under `useCases`. */
export interface ShopUseCases<OrderRefusal = never, StatusRefusal = never>
  extends PromisedUseCases<OrderRefusal, StatusRefusal> {
  /** The use cases as Effects with typed errors. */
  readonly useCases: HostUseCases<OrderRefusal, StatusRefusal>
}

/** An open shop with its use cases. The type parameters are the refusals of the host's policies. */
export interface Shop<OrderRefusal = never, StatusRefusal = never> extends ShopUseCases<OrderRefusal, StatusRefusal> {
  /**
   * Returns the use cases in a transaction of the host: a `pg` client after BEGIN, or the EntityManager of MikroORM's
   * `em.transactional`. Their changes are committed or rolled back with it. A refused use case (out of stock, a taken
   * name) undoes only its own changes and leaves the transaction usable. Locks on stock last until the host ends its
   * transaction, so keep it short. Throws if the shop's database is not a PostgreSQL server.
   *
   * @example
   * await client.query("begin")
   * const placed = await shop.withTransaction(client).placeOrder(buyer, { lines })
   * await client.query(placed.ok ? "commit" : "rollback")
   */
  readonly withTransaction: (transaction: HostTransaction) => ShopUseCases<OrderRefusal, StatusRefusal>
  /**
   * Returns whether the shop has neither categories nor products. Rejects with `StoreUnavailable` while the database
   * cannot answer.
   */
  readonly isEmpty: () => Promise<boolean>
  /** Opens stored pictures. */
  readonly pictures: Pick<Pictures, "open">
  /** The currency of all prices. */
  readonly currency: Currency
  /** The time zone in which reports divide days: a name of the IANA database. */
  readonly timeZone: string
  /** Parses phone numbers. */
  readonly phones: PhoneNumbers
  /** Whether the shop has keys to sign tokens, its own or those of a module. */
  readonly signsTokens: boolean
  /** Returns the public keys that verify the shop's tokens. `null` if it signs none. */
  readonly publicKeys: (() => JwkSet) | null
  /**
   * Derives keys for another purpose from the token keys. They are the same in every process. Use the first to sign and
   * all to verify. Empty if the shop has no `secret` or `tokens`.
   */
  readonly derivedKeys: (purpose: string) => ReadonlyArray<Uint8Array>
  /**
   * Delivers the shop's events to a subscriber. See {@link Subscribe}.
   *
   * @example
   * const stop = shop.subscribe("mail", async ({ id, event }) => {
   *   if (event._tag === "OrderPlaced") await sendConfirmation(event.order, { once: id })
   * })
   */
  readonly subscribe: Subscribe
  /**
   * Returns whether the shop can serve requests: it is open, its database responds within two seconds, and the tables
   * have this version. Never rejects.
   *
   * @example
   * app.get("/ready", async (_request, response) => {
   *   const { ready } = await shop.readiness()
   *   response.status(ready ? 200 : 503).end()
   * })
   */
  readonly readiness: () => Promise<Readiness>
  /**
   * Writes a backup of a shop in a folder, with its pictures, while it serves. The file appears when it is complete, and
   * must not exist. `shopwright restore` restores it. Rejects with `BackupFailed`, also for a shop that is not in a folder.
   *
   * @example
   * const { bytes } = await shop.backUp("/backups/shop.tar.gz")
   */
  readonly backUp: (file: string) => Promise<WrittenBackup>
  /**
   * Stops delivering events, waits for running work, and releases connections, files and locks. A pool or ORM of the
   * host stays open. Later calls of use cases fail with an error.
   */
  readonly close: () => Promise<void>
  /** The same as `close`, for `await using`. */
  readonly [Symbol.asyncDispose]: () => Promise<void>
}

/** A shop with any policies, or with none. What serves a shop over HTTP accepts it. */
export type AnyShop = Shop<unknown, unknown>
