import type { AccountSecurity, Accounts } from "./accounts.ts"
import type { Categories, Offers, Products } from "./catalog.ts"
import type { CatalogLoader } from "./catalog-loader.ts"
import type { Inventory } from "./inventory.ts"
import type { OrderLedger } from "./order-ledger.ts"
import type { Orders } from "./orders.ts"
import type { Outbox } from "./outbox.ts"
import type { OverdueOrders } from "./overdue-orders.ts"
import type { Profiles } from "./profiles.ts"
import type { RefreshRotations } from "./refresh-rotations.ts"
import type { Retention } from "./retention.ts"
import type { Sessions } from "./sessions.ts"
import type { SignInAttempts } from "./sign-in-attempts.ts"
import type { StockAudit } from "./stock-audit.ts"

/** All ports that store data, implemented by one persistence adapter. */
export interface StorePorts {
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
  readonly outbox: Outbox
  readonly retention: Retention
  readonly stockAudit: StockAudit
  /** Waits for operations in progress, then releases connections, files and locks. */
  readonly close: () => Promise<void>
}
