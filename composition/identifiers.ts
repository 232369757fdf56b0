import type { ServiceIdentifier } from "inversify"
import type { Accounts } from "../application/ports/accounts.ts"
import type { Categories, Offers, Products } from "../application/ports/catalog.ts"
import type { CatalogLoader } from "../application/ports/catalog-loader.ts"
import type { Clock } from "../application/ports/clock.ts"
import type { EventFeed } from "../application/ports/event-feed.ts"
import type { Leftovers } from "../application/ports/leftovers.ts"
import type { OrderLedger } from "../application/ports/order-ledger.ts"
import type { Orders } from "../application/ports/orders.ts"
import type { OverdueOrders } from "../application/ports/overdue-orders.ts"
import type { PasswordHasher } from "../application/ports/password-hasher.ts"
import type { SessionTokens } from "../application/ports/session-tokens.ts"
import type { Sessions } from "../application/ports/sessions.ts"
import type { StockBooks } from "../application/ports/stock-books.ts"
import type { UseCases } from "../application/use-cases.ts"

const identifier = <T>(name: string): ServiceIdentifier<T> => Symbol.for(`shopwright/${name}`)

/** What every port is bound under; binding one anew swaps the adapter behind it. */
export const Port = {
  accounts: identifier<Accounts>("Accounts"),
  sessions: identifier<Sessions>("Sessions"),
  products: identifier<Products>("Products"),
  categories: identifier<Categories>("Categories"),
  offers: identifier<Offers>("Offers"),
  catalogLoader: identifier<CatalogLoader>("CatalogLoader"),
  orderLedger: identifier<OrderLedger>("OrderLedger"),
  orders: identifier<Orders>("Orders"),
  overdueOrders: identifier<OverdueOrders>("OverdueOrders"),
  eventFeed: identifier<EventFeed>("EventFeed"),
  leftovers: identifier<Leftovers>("Leftovers"),
  stockBooks: identifier<StockBooks>("StockBooks"),
  passwords: identifier<PasswordHasher>("PasswordHasher"),
  tokens: identifier<SessionTokens>("SessionTokens"),
  clock: identifier<Clock>("Clock"),
}

type Identifiers<T> = { readonly [K in keyof T]: ServiceIdentifier<T[K]> }

/** What every use case is bound under. */
export const UseCase: Identifiers<UseCases> = {
  register: identifier("Register"),
  logIn: identifier("LogIn"),
  authenticate: identifier("Authenticate"),
  logOut: identifier("LogOut"),
  createAdmin: identifier("CreateAdmin"),
  ensureAdmin: identifier("EnsureAdmin"),
  listProducts: identifier("ListProducts"),
  createProduct: identifier("CreateProduct"),
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
  forgetSubscriber: identifier("ForgetSubscriber"),
  tidyUp: identifier("TidyUp"),
  examineStock: identifier("ExamineStock"),
}
