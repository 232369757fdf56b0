import type { ServiceIdentifier } from "inversify"
import type { LimitRegistrations } from "../application/account/limit-registrations.ts"
import type { RegisterPorts } from "../application/account/register.ts"
import type { RotateRefreshPorts } from "../application/account/rotate-refresh.ts"
import type { TokenPairPorts } from "../application/account/token-pair.ts"
import type { VerifyPassword } from "../application/account/verify-password.ts"
import type { AccountSecurity, Accounts } from "../application/ports/accounts.ts"
import type { Categories, Offers, Products } from "../application/ports/catalog.ts"
import type { CatalogLoader } from "../application/ports/catalog-loader.ts"
import type { Clock } from "../application/ports/clock.ts"
import type { Inventory } from "../application/ports/inventory.ts"
import type { Pictures } from "../application/ports/media.ts"
import type { OrderLedger } from "../application/ports/order-ledger.ts"
import type { Orders } from "../application/ports/orders.ts"
import type { Outbox } from "../application/ports/outbox.ts"
import type { OverdueOrders } from "../application/ports/overdue-orders.ts"
import type { PasswordHasher } from "../application/ports/password-hasher.ts"
import type { PhoneNumbers } from "../application/ports/phone-numbers.ts"
import type { Profiles } from "../application/ports/profiles.ts"
import type { RefreshRotations } from "../application/ports/refresh-rotations.ts"
import type { Retention } from "../application/ports/retention.ts"
import type { SessionTokens } from "../application/ports/session-tokens.ts"
import type { Sessions } from "../application/ports/sessions.ts"
import type { SignInAttempts } from "../application/ports/sign-in-attempts.ts"
import type { StockAudit } from "../application/ports/stock-audit.ts"
import type { TokenPairs } from "../application/ports/token-pairs.ts"
import type { UseCases } from "../application/use-cases.ts"
import type { RegistrationRules } from "../domain/account/registration.ts"
import type { SignInPolicy } from "../domain/account/sign-in-policy.ts"

const identifier = <T>(name: string): ServiceIdentifier<T> => Symbol.for(`shopwright/${name}`)

/**
 * What every port is bound under; binding one anew swaps the adapter behind it.
 *
 * @example
 * import { ContainerModule, Port } from "shopwright/ports"
 *
 * const noon = new ContainerModule(({ rebind }) => {
 *   rebind(Port.clock).toConstantValue({ now: () => new Date("2026-03-01T12:00:00Z") })
 * })
 */
export const Port = {
  accounts: identifier<Accounts>("Accounts"),
  security: identifier<AccountSecurity>("AccountSecurity"),
  profiles: identifier<Profiles>("Profiles"),
  sessions: identifier<Sessions>("Sessions"),
  rotations: identifier<RefreshRotations>("RefreshRotations"),
  signInAttempts: identifier<SignInAttempts>("SignInAttempts"),
  products: identifier<Products>("Products"),
  categories: identifier<Categories>("Categories"),
  offers: identifier<Offers>("Offers"),
  catalogLoader: identifier<CatalogLoader>("CatalogLoader"),
  inventory: identifier<Inventory>("Inventory"),
  orderLedger: identifier<OrderLedger>("OrderLedger"),
  orders: identifier<Orders>("Orders"),
  overdueOrders: identifier<OverdueOrders>("OverdueOrders"),
  outbox: identifier<Outbox>("Outbox"),
  retention: identifier<Retention>("Retention"),
  stockAudit: identifier<StockAudit>("StockAudit"),
  passwords: identifier<PasswordHasher>("PasswordHasher"),
  tokens: identifier<SessionTokens>("SessionTokens"),
  tokenPairs: identifier<TokenPairs>("TokenPairs"),
  phones: identifier<PhoneNumbers>("PhoneNumbers"),
  pictures: identifier<Pictures>("Pictures"),
  clock: identifier<Clock>("Clock"),
}

/**
 * What every setting is bound under.
 *
 * @example
 * import { ContainerModule, Setting } from "shopwright/ports"
 *
 * const patient = new ContainerModule(({ rebind }) => {
 *   rebind(Setting.signInPolicy).toConstantValue({ ...defaultSignInPolicy, perAccount: 10 })
 * })
 */
export const Setting = {
  signInPolicy: identifier<SignInPolicy>("SignInPolicy"),
  registration: identifier<RegistrationRules>("RegistrationRules"),
}

/** What several use cases are made from. */
export const Part = {
  verifyPassword: identifier<VerifyPassword>("VerifyPassword"),
  limitRegistrations: identifier<LimitRegistrations>("LimitRegistrations"),
  registrations: identifier<Pick<RegisterPorts, "clock" | "limitRegistrations" | "registration">>("Registrations"),
  tokenPairs: identifier<TokenPairPorts>("TokenPairPorts"),
  rotation: identifier<RotateRefreshPorts>("RotateRefreshPorts"),
}

type Identifiers<T> = { readonly [K in keyof T]: ServiceIdentifier<T[K]> }

/** What every use case is bound under. */
export const UseCase: Identifiers<UseCases> = {
  register: identifier("Register"),
  logIn: identifier("LogIn"),
  authenticate: identifier("Authenticate"),
  obtainTokenPair: identifier("ObtainTokenPair"),
  refreshAccess: identifier("RefreshAccess"),
  authenticateAccess: identifier("AuthenticateAccess"),
  authenticateRefresh: identifier("AuthenticateRefresh"),
  rotateRefresh: identifier("RotateRefresh"),
  listSessions: identifier("ListSessions"),
  endSession: identifier("EndSession"),
  setAccountActive: identifier("SetAccountActive"),
  viewProfile: identifier("ViewProfile"),
  updateProfile: identifier("UpdateProfile"),
  createAdmin: identifier("CreateAdmin"),
  ensureAdmin: identifier("EnsureAdmin"),
  listProducts: identifier("ListProducts"),
  createProduct: identifier("CreateProduct"),
  reprice: identifier("Reprice"),
  restock: identifier("Restock"),
  listCategories: identifier("ListCategories"),
  createCategory: identifier("CreateCategory"),
  importCatalog: identifier("ImportCatalog"),
  placeOrder: identifier("PlaceOrder"),
  listOrders: identifier("ListOrders"),
  streamOrders: identifier("StreamOrders"),
  pageOrders: identifier("PageOrders"),
  changeOrderStatus: identifier("ChangeOrderStatus"),
  expireOrders: identifier("ExpireOrders"),
  deliverEvents: identifier("DeliverEvents"),
  deleteSubscriber: identifier("DeleteSubscriber"),
  purgeExpired: identifier("PurgeExpired"),
  auditStock: identifier("AuditStock"),
}
