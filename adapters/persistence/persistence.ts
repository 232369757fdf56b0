import type { AccountSecurity, Accounts } from "../../application/ports/accounts.ts"
import type { Categories, Offers, Products } from "../../application/ports/catalog.ts"
import type { CatalogLoader } from "../../application/ports/catalog-loader.ts"
import type { EventFeed } from "../../application/ports/event-feed.ts"
import type { Inventory } from "../../application/ports/inventory.ts"
import type { Leftovers } from "../../application/ports/leftovers.ts"
import type { OrderLedger } from "../../application/ports/order-ledger.ts"
import type { Orders } from "../../application/ports/orders.ts"
import type { OverdueOrders } from "../../application/ports/overdue-orders.ts"
import type { Profiles } from "../../application/ports/profiles.ts"
import type { RefreshRotations } from "../../application/ports/refresh-rotations.ts"
import type { Sessions } from "../../application/ports/sessions.ts"
import type { SignInAttempts } from "../../application/ports/sign-in-attempts.ts"
import type { StockBooks } from "../../application/ports/stock-books.ts"
import type { HostTransaction } from "./host.ts"

/** Every port that keeps something, over one store. */
export interface Persistence {
  readonly accounts: Accounts
  readonly security: AccountSecurity
  readonly profiles: Profiles
  readonly sessions: Sessions
  readonly rotations: RefreshRotations
  readonly signInAttempts: SignInAttempts
  readonly products: Products
  readonly categories: Categories
  readonly offers: Offers
  readonly catalogLoader: CatalogLoader
  readonly inventory: Inventory
  readonly orderLedger: OrderLedger
  readonly orders: Orders
  readonly overdueOrders: OverdueOrders
  readonly eventFeed: EventFeed
  readonly leftovers: Leftovers
  readonly stockBooks: StockBooks
  /**
   * The same ports on a transaction that the host has begun and will end; one lives no longer than that transaction.
   * Missing where a store has no transactions to join.
   */
  readonly within?: (transaction: HostTransaction) => Persistence
  /** Gives connections, files and locks back; waits for what is under way. */
  readonly close: () => Promise<void>
}
