/**
 * The interfaces for adapters: the ports of a shop, their identifiers, and their errors. Pass a module that rebinds a
 * port to `openShop`.
 *
 * @example
 * import { ContainerModule, Port } from "shopwright/ports"
 *
 * const noon = new ContainerModule(({ rebind }) => {
 *   rebind(Port.services.clock).toConstantValue({ now: () => new Date("2026-03-01T12:00:00Z") })
 * })
 * const shop = await openShop({ database: "memory", modules: [noon] })
 */
export { ContainerModule } from "inversify"
export { type Mailbox, openMailbox } from "../adapters/mail/in-memory.ts"
export type {
  ColumnNames,
  HostClient,
  HostEntityManager,
  HostField,
  HostOrm,
  HostPool,
  HostRows,
  HostSql,
  HostStatement,
  HostTransaction,
  LentClient,
} from "../adapters/persistence/host.ts"
export { openInMemory } from "../adapters/persistence/in-memory/in-memory.ts"
export type { Persistence } from "../adapters/persistence/persistence.ts"
export type { AccountErasure, Erased } from "../application/ports/account-erasure.ts"
export type { AccountLoader, AccountToLoad, TakenIdentifier } from "../application/ports/account-loader.ts"
export type { AccountQuery, AccountSearch } from "../application/ports/account-search.ts"
export type { AccountTokens, NewAccountToken } from "../application/ports/account-tokens.ts"
export type { AccountSecurity, Accounts, Credentials, EnsuredAccount } from "../application/ports/accounts.ts"
export type { ApiKeys, NewApiKey, OwnedApiKey } from "../application/ports/api-keys.ts"
export type { Categories, ItemReference, Offers, PriceConflict, Products } from "../application/ports/catalog.ts"
export type { CatalogKeys, KeyedRequest, KeyRecorded } from "../application/ports/catalog-keys.ts"
export type { CatalogLoader, CatalogToLoad, ProductToLoad } from "../application/ports/catalog-loader.ts"
export type { Clock } from "../application/ports/clock.ts"
export type { CommonPasswords } from "../application/ports/common-passwords.ts"
export type { GuestAccounts } from "../application/ports/guest-accounts.ts"
export type { Inventory, StockLevelConflict } from "../application/ports/inventory.ts"
export {
  MAX_POSTPONED_SECONDS,
  type MailQueue,
  type MailRequest,
  type QueuedMail,
  QueuedMailId,
} from "../application/ports/mail-queue.ts"
export { type Mail, type Mailer, MailNotSent } from "../application/ports/mailer.ts"
export { PictureGone, type Pictures, PicturesBusy, type StoredPicture } from "../application/ports/media.ts"
export { NotSupported } from "../application/ports/not-supported.ts"
export type { OrderHistory, OrderNoteConflict, OrderRecord } from "../application/ports/order-history.ts"
export type { OrderLedger, OrderMetadataConflict, OrderStatusConflict } from "../application/ports/order-ledger.ts"
export type { BuyerOrder, OrderRange, OrderSelection, Orders } from "../application/ports/orders.ts"
export type { EventOutcome, Outbox, PendingEvent, RecordedEvent } from "../application/ports/outbox.ts"
export type { OverdueOrders } from "../application/ports/overdue-orders.ts"
export { type PasswordHasher, PasswordsBusy, type Verified } from "../application/ports/password-hasher.ts"
export type { PhoneNumbers } from "../application/ports/phone-numbers.ts"
export type { Ports, ServicePorts, Settings } from "../application/ports/ports.ts"
export type { ProductConflict, ProductEditor } from "../application/ports/product-editor.ts"
export {
  type ProductCursor,
  type ProductQuery,
  type ProductSearch,
  type ProductSort,
  productSorts,
} from "../application/ports/product-search.ts"
export type {
  AccountDetails,
  ProfileConflict,
  Profiles,
  ProfileUpdate,
  UpdatedProfile,
} from "../application/ports/profiles.ts"
export {
  type RefreshMark,
  type RefreshRotations,
  type RotationRequest,
  refreshDigest,
} from "../application/ports/refresh-rotations.ts"
export { type PortReplacements, replacePorts } from "../application/ports/replace-ports.ts"
export type { BestSeller, Period, PeriodSales, Reports, StockValue } from "../application/ports/reports.ts"
export type { Retention } from "../application/ports/retention.ts"
export type { OrderCursor, OrderQuery, OrderSearch } from "../application/ports/search.ts"
export type { SessionTokens } from "../application/ports/session-tokens.ts"
export {
  isSessionId,
  type NewSession,
  type OpenSession,
  type Session,
  SessionId,
  type Sessions,
} from "../application/ports/sessions.ts"
export type { ShopCurrency } from "../application/ports/shop-currency.ts"
export type { ShopIdentity } from "../application/ports/shop-identity.ts"
export type { ExportBatch, ShopTransfer } from "../application/ports/shop-transfer.ts"
export { type Attempt, AttemptId, type SignInAttempts } from "../application/ports/sign-in-attempts.ts"
export type { StockAudit, StockDrift } from "../application/ports/stock-audit.ts"
export type { LowStock, StockMovement, StockSearch } from "../application/ports/stock-search.ts"
export { type StoreHealth, StoreNotReady } from "../application/ports/store-health.ts"
export type {
  ApiKeyPorts,
  CatalogPorts,
  ErasurePorts,
  GuestPorts,
  HealthPorts,
  IdentityPorts,
  OrderPorts,
  OutboxPorts,
  PicturePorts,
  RecoveryPorts,
  ReportPorts,
  SearchPorts,
  StockPorts,
  Store,
  StorePorts,
  TransferPorts,
} from "../application/ports/store-ports.ts"
export { StoreUnavailable } from "../application/ports/store-unavailable.ts"
export {
  type DeferredEvent,
  MAX_BEHIND,
  MAX_LISTED_EVENTS,
  type SubscriberProgress,
  type Subscribers,
} from "../application/ports/subscribers.ts"
export {
  InvalidToken,
  type TokenClaims,
  type TokenPairs,
  type TokenRequest,
  type TokenType,
} from "../application/ports/token-pairs.ts"
export type { UnusedPictures } from "../application/ports/unused-pictures.ts"
export {
  EXPORT_VERSION,
  type ExportKind,
  exportFormat,
  type Field,
  type FieldType,
  type RecordFields,
} from "../application/transfer/export-format.ts"
export type { NewAccount } from "../domain/account/account.ts"
export type { TokenPurpose } from "../domain/account/account-token.ts"
export { accountWords } from "../domain/account/account-words.ts"
export type { NewGuest } from "../domain/account/guest.ts"
export { emailKey } from "../domain/account/identifier.ts"
export { keepAnAdmin } from "../domain/account/last-admin.ts"
export type { RecentFailures } from "../domain/account/lockout.ts"
export type { ProductEdit } from "../domain/catalog/edit-product.ts"
export type { MissingOffer, Offer } from "../domain/catalog/offer.ts"
export { type Repricing, reprice } from "../domain/catalog/reprice.ts"
export { compareCodePoints, searchWords, sortName } from "../domain/catalog/search-words.ts"
export { accountRegistered, type ShopEvent, streamOf } from "../domain/event/event.ts"
export type { StatusChange } from "../domain/order/change-status.ts"
export { orderHistory } from "../domain/order/history.ts"
export type { IdempotencyClaim } from "../domain/order/idempotency.ts"
export type { NewOrder, NewOrderLine } from "../domain/order/order.ts"
export { type Placement, withIds } from "../domain/order/place-order.ts"
export { countedTime, latestRecordedTime } from "../domain/recorded-time.ts"
export { OutOfStock, StockLimitExceeded } from "../domain/stock/errors.ts"
export {
  type Movement,
  type MovementKind,
  movementEffects,
  type OrderMovementKind,
  type StoredMovementKind,
} from "../domain/stock/movement.ts"
export { type Restocking, restock } from "../domain/stock/restock.ts"
export { moveAll, type Settlement, settle } from "../domain/stock/settle.ts"
export { StockItemId } from "../domain/stock/stock-item.ts"
export { replenish, type StockLevel } from "../domain/stock/stock-level.ts"
export { type MatchingCount, type StockTaking, takeStock } from "../domain/stock/take-stock.ts"
export { Port, Setting, UseCase } from "./identifiers.ts"
export { persistenceModule } from "./persistence.module.ts"
