import { Effect, Result } from "effect"
import type { Accounts } from "../../application/ports/accounts.ts"
import type { Categories, Offers, Products } from "../../application/ports/catalog.ts"
import type { CatalogLoader } from "../../application/ports/catalog-loader.ts"
import type { OrderLedger } from "../../application/ports/order-ledger.ts"
import type { Orders } from "../../application/ports/orders.ts"
import type { Sessions } from "../../application/ports/sessions.ts"
import type { Account } from "../../domain/account/account.ts"
import { username } from "../../domain/account/identifier.ts"

/** Every port that keeps something, over one store: what an adapter for persistence is made of. */
export interface StorePorts {
  readonly accounts: Accounts
  readonly sessions: Sessions
  readonly products: Products
  readonly categories: Categories
  readonly offers: Offers
  readonly catalogLoader: CatalogLoader
  readonly orderLedger: OrderLedger
  readonly orders: Orders
  /** Gives connections, files and locks back; waits for what is under way. */
  readonly close: () => Promise<void>
}

export const run = <A, E>(effect: Effect.Effect<A, E>): Promise<A> => Effect.runPromise(effect)

let names = 0
/** A name that nobody used before in this process: the examples of one suite share a store. */
export const freshName = (kind: string): string => `${kind}-${++names}`

/** Opens an account that can do what laws and contracts ask of it. The password is none. */
export const openAccount = (
  { accounts }: Pick<StorePorts, "accounts">,
  { name = freshName("buyer"), isAdmin = false }: { readonly name?: string; readonly isAdmin?: boolean } = {},
): Promise<Account> =>
  run(
    accounts.add(
      { username: Result.getOrThrow(username(name)), email: null, isAdmin, isActive: true },
      `hash of ${name}`,
    ),
  )
