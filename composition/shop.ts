import type { HostTransaction } from "../adapters/persistence/host.ts"
import type { JwkSet } from "../adapters/tokens/jwt.ts"
import type { CatalogLoader } from "../application/ports/catalog-loader.ts"
import type { Pictures } from "../application/ports/media.ts"
import type { PhoneNumbers } from "../application/ports/phone-numbers.ts"
import type { UseCases } from "../application/use-cases.ts"
import type { PromisedUseCases } from "./promises.ts"
import type { Subscribe } from "./subscribe.ts"

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
   * const placed = await shop.withTransaction(client).placeOrder(buyer, { lines })
   * await client.query(placed.ok ? "commit" : "rollback")
   */
  readonly withTransaction: (transaction: HostTransaction) => ShopUseCases
  /** Whether the shop has neither categories nor products. */
  readonly isEmpty: CatalogLoader["isEmpty"]
  /** Hands out the pictures of its people. */
  readonly pictures: Pick<Pictures, "open">
  /** How it reads telephone numbers. */
  readonly phones: PhoneNumbers
  /** Whether it has something to sign tokens with, be it its own or what a module has bound. */
  readonly signsTokens: boolean
  /** The public keys by which others may check its tokens; `null` where it signs none. */
  readonly publicKeys: (() => JwkSet) | null
  /**
   * Derives keys for a purpose of the host's own from the keys that sign tokens. They are the same in every process; use
   * the first to make something, and all to check it. Empty if the shop has no `secret` or `tokens`.
   */
  readonly derivedKeys: (purpose: string) => ReadonlyArray<Uint8Array>
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
   * that the host lent stays open. Whoever asks anything of the shop after that is told that it is closed.
   */
  readonly close: () => Promise<void>
  /** The same as `close`, for `await using`. */
  readonly [Symbol.asyncDispose]: () => Promise<void>
}
