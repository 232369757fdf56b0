import type { AccountErasure } from "./account-erasure.ts"
import type { AccountLoader } from "./account-loader.ts"
import type { AccountSearch } from "./account-search.ts"
import type { AccountTokens } from "./account-tokens.ts"
import type { AccountSecurity, Accounts } from "./accounts.ts"
import type { ApiKeys } from "./api-keys.ts"
import type { Categories, Offers, Products } from "./catalog.ts"
import type { CatalogKeys } from "./catalog-keys.ts"
import type { CatalogLoader } from "./catalog-loader.ts"
import type { GuestAccounts } from "./guest-accounts.ts"
import type { Inventory } from "./inventory.ts"
import type { MailQueue } from "./mail-queue.ts"
import type { OrderHistory } from "./order-history.ts"
import type { OrderLedger } from "./order-ledger.ts"
import type { Orders } from "./orders.ts"
import type { Outbox } from "./outbox.ts"
import type { OverdueOrders } from "./overdue-orders.ts"
import type { ProductEditor } from "./product-editor.ts"
import type { ProductSearch } from "./product-search.ts"
import type { Profiles } from "./profiles.ts"
import type { RefreshRotations } from "./refresh-rotations.ts"
import type { Reports } from "./reports.ts"
import type { Retention } from "./retention.ts"
import type { OrderSearch } from "./search.ts"
import type { Sessions } from "./sessions.ts"
import type { ShopCurrency } from "./shop-currency.ts"
import type { ShopIdentity } from "./shop-identity.ts"
import type { ShopTransfer } from "./shop-transfer.ts"
import type { SignInAttempts } from "./sign-in-attempts.ts"
import type { StockAudit } from "./stock-audit.ts"
import type { StockSearch } from "./stock-search.ts"
import type { StoreHealth } from "./store-health.ts"
import type { Subscribers } from "./subscribers.ts"
import type { UnusedPictures } from "./unused-pictures.ts"

/** Ports for accounts, profiles, sessions and sign-in attempts. */
export interface IdentityPorts {
  readonly accounts: Accounts
  readonly security: AccountSecurity
  readonly profiles: Profiles
  readonly sessions: Sessions
  readonly rotations: RefreshRotations
  readonly attempts: SignInAttempts
  readonly shopIdentity: ShopIdentity
}

/** Ports for categories, products and their offers. */
export interface CatalogPorts {
  readonly products: Products
  readonly categories: Categories
  readonly keys: CatalogKeys
  readonly offers: Offers
  readonly loader: CatalogLoader
  readonly editor: ProductEditor
  readonly currency: ShopCurrency
}

/** Ports for stock levels. */
export interface StockPorts {
  readonly inventory: Inventory
  readonly audit: StockAudit
}

/** Ports for placed orders. */
export interface OrderPorts {
  readonly orders: Orders
  readonly ledger: OrderLedger
  readonly overdue: OverdueOrders
  readonly history: OrderHistory
}

/** Ports for events, and for the removal of expired records. */
export interface OutboxPorts {
  readonly outbox: Outbox
  readonly retention: Retention
}

/** The port for health checks. */
export interface HealthPorts {
  readonly storeHealth: StoreHealth
}

/** Ports that find records by conditions. A custom store may omit the group. */
export interface SearchPorts {
  readonly accountSearch: AccountSearch
  readonly orderSearch: OrderSearch
  readonly productSearch: ProductSearch
  readonly stockSearch: StockSearch
}

/** The ports that copy a whole shop out of a store and into one, and that load accounts of another system. A custom store may omit the group. */
export interface TransferPorts {
  readonly shopTransfer: ShopTransfer
  readonly accountLoader: AccountLoader
}

/** The port that sums up orders and stock. A custom store may omit the group. */
export interface ReportPorts {
  readonly reports: Reports
}

/** The port that shows the delivery of events. A custom store may omit the group. */
export interface SubscriberPorts {
  readonly subscribers: Subscribers
}

/** The port that finds pictures without a record. A custom store may omit the group. */
export interface PicturePorts {
  readonly unusedPictures: UnusedPictures
}

/** Ports for links by which people choose a new password or confirm their address. A custom store may omit the group. */
export interface RecoveryPorts {
  readonly accountTokens: AccountTokens
  readonly mailQueue: MailQueue
}

/** The port for the keys of scripts. A custom store may omit the group. */
export interface ApiKeyPorts {
  readonly apiKeys: ApiKeys
}

/** The port that erases people. A custom store may omit the group. */
export interface ErasurePorts {
  readonly accountErasure: AccountErasure
}

/** The port for guests. A custom store may omit the group. */
export interface GuestPorts {
  readonly guestAccounts: GuestAccounts
}

/**
 * Every port of a store, grouped by area. To add a port, add one line to a group above; then each store fails to
 * compile until it implements the port. A group that custom stores may omit is declared optional with `?`.
 */
export interface StorePorts {
  readonly identity: IdentityPorts
  readonly catalog: CatalogPorts
  readonly stock: StockPorts
  readonly orders: OrderPorts
  readonly outbox: OutboxPorts
  /** A store without it always counts as ready. */
  readonly health?: HealthPorts
  readonly search?: SearchPorts | undefined
  readonly transfer?: TransferPorts | undefined
  readonly reports?: ReportPorts | undefined
  /** Without it, a process that ends at the wrong moment leaves a picture that is never removed. */
  readonly pictures?: PicturePorts | undefined
  readonly recovery?: RecoveryPorts | undefined
  readonly apiKeys?: ApiKeyPorts | undefined
  readonly erasure?: ErasurePorts | undefined
  readonly guests?: GuestPorts | undefined
  readonly subscribers?: SubscriberPorts | undefined
}

/** An open store: its ports, and how to close it. */
export interface Store extends StorePorts {
  /** Waits for running work, then releases connections, files and locks. */
  readonly close: () => Promise<void>
}
