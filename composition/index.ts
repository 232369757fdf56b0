/**
 * The library: opens a shop, uses it and closes it. Amounts of money are whole minor units of the shop's
 * currency (in USD, `550.5` is `55050`). Ids
 * are whole numbers assigned by the store. Times are `Date`s. Quantities are whole numbers from 1.
 *
 * @example
 * import { openShop } from "shopwright"
 *
 * await using shop = await openShop({ database: "memory" })
 */
export { BackupFailed, type WrittenBackup } from "../adapters/persistence/backups.ts"
export type {
  ColumnNames,
  HostOrm,
  HostPool,
  HostRows,
  HostSql,
  HostTransaction,
} from "../adapters/persistence/host.ts"
export type { JwkSet, JwtSettings } from "../adapters/tokens/jwt.ts"
export type { WebhookEndpoint } from "../adapters/webhooks/endpoint.ts"
export type { AcceptedTokens, ForeignTokens } from "../application/account/accepted-token.ts"
export type { CreateApiKeyCommand, CreatedApiKey } from "../application/account/api-keys.ts"
export { API_KEY_PREFIX, type ApiKeyBearer } from "../application/account/authenticate-api-key.ts"
export type { ChangePasswordCommand, ChangePasswordError } from "../application/account/change-password.ts"
export type { PasswordLink } from "../application/account/create-password-link.ts"
export type { PersonalData } from "../application/account/export-account.ts"
export { type AccountFault, type ForeignAccount, InvalidAccounts } from "../application/account/import-accounts.ts"
export type { LogInCommand, SignedIn } from "../application/account/log-in.ts"
export type { RegisterCommand } from "../application/account/register.ts"
export type { PasswordResetRequest, ResetPasswordCommand } from "../application/account/reset-password.ts"
export type { AccountSearchRequest, AccountView, FoundAccounts } from "../application/account/search-accounts.ts"
export type { MailStep } from "../application/account/send-queued-mail.ts"
export type { CreateCategoryCommand } from "../application/catalog/create-category.ts"
export type { CreateProductCommand } from "../application/catalog/create-product.ts"
export type { EditProductCommand, EditProductError } from "../application/catalog/edit-product.ts"
export { InvalidCatalog } from "../application/catalog/invalid-catalog.ts"
export type {
  AddProductPictureCommand,
  AddProductPictureError,
  PicturedProduct,
  RemoveProductPictureCommand,
} from "../application/catalog/product-pictures.ts"
export type { FoundProducts, ProductSearchRequest } from "../application/catalog/search-products.ts"
export type { WebhookType } from "../application/event/webhook-types.ts"
export type { OrderExportRequest } from "../application/order/export-orders.ts"
export type { OrderList } from "../application/order/list-orders.ts"
export type { OrderPage, PageRequest } from "../application/order/page-orders.ts"
export type {
  PlaceOrderCommand,
  PlaceOrderError,
  RequestedItem,
  RequestedStockItem,
} from "../application/order/place-order.ts"
export { OrdersBusy } from "../application/order/placing-capacity.ts"
export type { FoundOrders, OrderSearchRequest } from "../application/order/search-orders.ts"
export type { OrderView } from "../application/order/view-order.ts"
export type { OrderFilter } from "../application/order/visible-orders.ts"
export type { EnsuredAccount } from "../application/ports/accounts.ts"
export type { OwnedApiKey } from "../application/ports/api-keys.ts"
export { MailNotSent } from "../application/ports/mailer.ts"
export { PicturesBusy } from "../application/ports/media.ts"
export { NotSupported } from "../application/ports/not-supported.ts"
export type { BuyerOrder } from "../application/ports/orders.ts"
export type { RecordedEvent } from "../application/ports/outbox.ts"
export { PasswordsBusy } from "../application/ports/password-hasher.ts"
export type { ProductCursor, ProductSort } from "../application/ports/product-search.ts"
export type { AccountDetails } from "../application/ports/profiles.ts"
export type { BestSeller, PeriodSales, StockValue } from "../application/ports/reports.ts"
export type { OrderCursor } from "../application/ports/search.ts"
export { isSessionId, SessionId } from "../application/ports/sessions.ts"
export type { StockDrift } from "../application/ports/stock-audit.ts"
export type { LowStock, StockMovement } from "../application/ports/stock-search.ts"
export { StoreUnavailable } from "../application/ports/store-unavailable.ts"
export type { DeferredEvent, SubscriberProgress } from "../application/ports/subscribers.ts"
export { InvalidToken } from "../application/ports/token-pairs.ts"
export type { DaySales, ReportError, ReportRange } from "../application/report/sales-report.ts"
export type { LowStockPage, LowStockThreshold } from "../application/stock/low-stock.ts"
export type { RestockCommand, RestockError } from "../application/stock/restock.ts"
export type { StockHistoryPage } from "../application/stock/stock-history.ts"
export type { TakeStockCommand, TakeStockError } from "../application/stock/take-stock.ts"
export { InvalidExport, type LineFault, ShopNotEmpty } from "../application/transfer/errors.ts"
export type { ExportKind } from "../application/transfer/export-format.ts"
export type { ExportCounts, ExportPart } from "../application/transfer/export-shop.ts"
export type { ImportedShop } from "../application/transfer/import-shop.ts"
export type { UseCases } from "../application/use-cases.ts"
export { type Account, AccountId } from "../domain/account/account.ts"
export { type Actor, type ExternalActor, type Manager, type Operator, operator } from "../domain/account/actor.ts"
export { type ApiKey, ApiKeyId, isApiKeyId } from "../domain/account/api-key.ts"
export { type ApiKeyScope, apiKeyScopes } from "../domain/account/api-key-scope.ts"
export * from "../domain/account/errors.ts"
export { type ExternalId, externalId } from "../domain/account/external-id.ts"
export type { GuestDetails } from "../domain/account/guest.ts"
export {
  type EmailAddress,
  emailAddress,
  type Identifier,
  type IdentifierKind,
  type PhoneNumber,
  phoneNumber,
  type Username,
  username,
} from "../domain/account/identifier.ts"
export { defaultPasswordRule, type PasswordOwner, type PasswordRule } from "../domain/account/password.ts"
export { type PictureFault, PictureName, PictureRefused } from "../domain/account/picture.ts"
export { emptyProfile, type Profile, type ProfileDetails } from "../domain/account/profile.ts"
export { defaultRegistrationRules, type Registration, type RegistrationRules } from "../domain/account/registration.ts"
export { defaultSessionPolicy, type SessionPolicy } from "../domain/account/session-policy.ts"
export { defaultSignInPolicy, type SignInPolicy } from "../domain/account/sign-in-policy.ts"
export { type Category, CategoryId, categoryName } from "../domain/catalog/category.ts"
export { type Currency, currency } from "../domain/catalog/currency.ts"
export type { ProductChanges, VariantChanges } from "../domain/catalog/edit-product.ts"
export * from "../domain/catalog/errors.ts"
export { formatAmount, MAX_MONEY, type Money, money, moneyFromDecimal, toMajorUnits } from "../domain/catalog/money.ts"
export {
  type NewProduct,
  type NewVariant,
  newProduct,
  type Product,
  ProductId,
  type Variant,
  VariantId,
} from "../domain/catalog/product.ts"
export type { ProductEntry, VariantEntry } from "../domain/catalog/product-entry.ts"
export { MAX_PRODUCT_PICTURES, type PictureChanges, type ProductPicture } from "../domain/catalog/product-picture.ts"
export type {
  AccountErased,
  AccountRegistered,
  OrderPlaced,
  OrderStatusChanged,
  ProductEdited,
  ProductRepriced,
  ShopEvent,
  StockCounted,
  StockReplenished,
} from "../domain/event/event.ts"
export { type BrokenRule, InvalidField } from "../domain/invalid-field.ts"
export { type JsonValue, METADATA_MAX_BYTES, METADATA_MAX_DEPTH, type Metadata, metadata } from "../domain/metadata.ts"
export type { MetadataRule, MetadataRules, MetadataSchema } from "../domain/metadata-rules.ts"
// Hosts can add members to `MetadataTypes` only if it is exported with a star.
export * from "../domain/metadata-types.ts"
export {
  ADJUSTMENT_LABEL_MAX_LENGTH,
  type Adjustment,
  type AdjustmentKind,
  adjustmentKinds,
  MAX_ADJUSTMENTS,
  type NewAdjustment,
} from "../domain/order/adjustment.ts"
export { changeStatus } from "../domain/order/change-status.ts"
export * from "../domain/order/errors.ts"
export type { OrderStep } from "../domain/order/history.ts"
export { type IdempotencyKey, idempotencyKey } from "../domain/order/idempotency-key.ts"
export {
  type Delivery,
  type Order,
  OrderId,
  type OrderLine,
  OrderLineId,
  subtotal,
  total,
} from "../domain/order/order.ts"
export type { OrderPolicy, OrderProposal } from "../domain/order/order-policy.ts"
export { type OrderRequest, placeOrder } from "../domain/order/place-order.ts"
export type { Policies } from "../domain/order/policies.ts"
export type { Pricing, PricingPolicy } from "../domain/order/pricing-policy.ts"
export { isOrderStatus, nextStatuses, type OrderStatus, orderStatuses } from "../domain/order/status.ts"
export type { StatusPolicy, StatusProposal } from "../domain/order/status-policy.ts"
export * from "../domain/stock/errors.ts"
export { StockItemId } from "../domain/stock/stock-item.ts"
export { MAX_QUANTITY, type StockLevel } from "../domain/stock/stock-level.ts"
export type { ExternalActorError, HostUseCases } from "./external-actors.ts"
export type { MailOptions } from "./mail-options.ts"
export { type MigrationTarget, migrate, migrationSql, type ServerDatabase } from "./migrate.ts"
export { openShop } from "./open.ts"
export type { Outcome, Promised, PromisedOrderList, PromisedUseCases } from "./promises.ts"
export type { Readiness } from "./readiness.ts"
export type { DatabaseOption, ShopOptions } from "./settings.ts"
export type { AnyShop, Shop, ShopUseCases } from "./shop.ts"
export { CurrencyMismatch } from "./shop-currency.ts"
export type { Subscribe, SubscribeOptions } from "./subscribe.ts"
export { openTelemetry, type Telemetry, type TelemetryOptions } from "./telemetry.ts"
