import type { Effect, Stream } from "effect"
import type { Authenticate } from "./account/authenticate.ts"
import type { CreateAdmin, EnsureAdmin } from "./account/create-admin.ts"
import type { LogIn } from "./account/log-in.ts"
import type { UpdateProfile, ViewProfile } from "./account/profile.ts"
import type { Register } from "./account/register.ts"
import type { AuthenticateRefresh, RotateRefresh } from "./account/rotate-refresh.ts"
import type { EndSession, ListSessions, SetAccountActive } from "./account/sessions.ts"
import type { SetPassword } from "./account/set-password.ts"
import type { AuthenticateAccess, ObtainTokenPair, RefreshAccess } from "./account/token-pair.ts"
import type { CreateCategory } from "./catalog/create-category.ts"
import type { CreateProduct } from "./catalog/create-product.ts"
import type { ImportCatalog } from "./catalog/import-catalog.ts"
import type { ListCategories } from "./catalog/list-categories.ts"
import type { ListProducts } from "./catalog/list-products.ts"
import type { Reprice } from "./catalog/reprice.ts"
import type { DeleteSubscriber, DeliverEvents } from "./event/deliver-events.ts"
import type { PurgeExpired } from "./event/purge-expired.ts"
import type { CancelOrder } from "./order/cancel-order.ts"
import type { ChangeOrderStatus } from "./order/change-order-status.ts"
import type { ExpireOrders } from "./order/expire-orders.ts"
import type { ListOrders, StreamOrders } from "./order/list-orders.ts"
import type { NoteOrder } from "./order/note-order.ts"
import type { PageOrders } from "./order/page-orders.ts"
import type { PlaceOrder } from "./order/place-order.ts"
import type { SearchOrders } from "./order/search-orders.ts"
import type { ViewOrder } from "./order/view-order.ts"
import type { StoreUnavailable } from "./ports/store-unavailable.ts"
import type { AuditStock } from "./stock/audit-stock.ts"
import type { Restock } from "./stock/restock.ts"

/**
 * How use cases are offered: `useCase` is a use case's own type, `offered` is the type in this style. The shop offers
 * them as Effects and as promises.
 */
export interface Style {
  readonly useCase: unknown
  readonly offered: unknown
}

/** The type of a use case in a style. */
export type In<S extends Style, UseCase> = (S & { readonly useCase: UseCase })["offered"]

/**
 * The use cases of a shop, in a style. This is the list of use cases: `makeUseCases` does not compile until it builds
 * each of them. The documentation here is what an editor shows for `shop.NAME` and `shop.useCases.NAME`. The interface
 * is generic because language servers lose the documentation of mapped types.
 */
export interface UseCasesIn<S extends Style> {
  /**
   * Opens an account. `rules` replaces the shop's registration rules for this call. A rejected registration stores no
   * picture.
   *
   * @example
   * const mia = await shop.register({ username: "mia", password: "a-long-password" })
   * if (!mia.ok) console.log(mia.error._tag)
   */
  readonly register: In<S, Register>
  /**
   * Opens a session for a login and a password. The token is returned once and not stored. `by` lists the kinds of
   * identifier that `login` may be; `address` is the client's network address. An unknown login, a wrong password and
   * an inactive account return the same error.
   *
   * @example
   * const signedIn = await shop.logIn({ login: "mia", by: ["username", "email"], password, address: "127.0.0.1" })
   * if (signedIn.ok) console.log(signedIn.value.token)
   */
  readonly logIn: In<S, LogIn>
  /** Returns the open session of a token that `logIn` issued. */
  readonly authenticate: In<S, Authenticate>
  /**
   * Opens a session for a login and a password and issues a pair of signed tokens. With `rotates`, the refresh token
   * can be used once, and only by `rotateRefresh`.
   */
  readonly obtainTokenPair: In<S, ObtainTokenPair>
  /** Issues an access token for a refresh token whose session is open. The refresh token stays valid. */
  readonly refreshAccess: In<S, RefreshAccess>
  /** Returns the account of an access token whose session is open. */
  readonly authenticateAccess: In<S, AuthenticateAccess>
  /** Returns the session of a refresh token without using the token. */
  readonly authenticateRefresh: In<S, AuthenticateRefresh>
  /**
   * Exchanges a refresh token for a new refresh token and a new access token. Using a token again after the grace
   * period ends its session.
   */
  readonly rotateRefresh: In<S, RotateRefresh>
  /** Lists the actor's open sessions, newest first. */
  readonly listSessions: In<S, ListSessions>
  /** Ends one session of the actor at once, on every process. Returns whether it was open. */
  readonly endSession: In<S, EndSession>
  /** Deactivates an account and ends its sessions at once, or activates it again. Admins only. */
  readonly setAccountActive: In<S, SetAccountActive>
  /** Sets the password of any account and ends its sessions. For the operator: no actor is required. */
  readonly setPassword: In<S, SetPassword>
  /** Returns a profile. An actor may read their own profile; admins may read all profiles. */
  readonly viewProfile: In<S, ViewProfile>
  /** Changes a profile: all fields or none. An actor may change their own profile; admins may change all profiles. */
  readonly updateProfile: In<S, UpdateProfile>
  /** Creates an account that manages the shop. For the operator: takes no actor and checks no permission. */
  readonly createAdmin: In<S, CreateAdmin>
  /**
   * Ensures that an active admin with this user name exists. An existing active admin keeps its password.
   * `passwordDiffers` reports whether that differs from the given one.
   */
  readonly ensureAdmin: In<S, EnsureAdmin>

  /** Lists all products with their variants and the available stock of each, in ascending order of id. */
  readonly listProducts: In<S, ListProducts>
  /** Creates a product with its variants and their stock. Admins only. */
  readonly createProduct: In<S, CreateProduct>
  /**
   * Sets the price of a product in minor units. Existing orders keep the price they were placed at. Admins only.
   *
   * @example
   * const price = Result.getOrThrow(money(395))
   * const repriced = await shop.reprice(admin, { product: soap.id, price })
   */
  readonly reprice: In<S, Reprice>
  /**
   * Adds units to the stock of a product or variant and returns the new stock level. Not idempotent: each call adds.
   * Admins only.
   *
   * @example
   * const filled = await shop.restock(admin, { product: soap.id, quantity: 24 })
   * if (filled.ok) console.log(filled.value.onHand)
   */
  readonly restock: In<S, Restock>
  /** Lists all categories, in ascending order of id. */
  readonly listCategories: In<S, ListCategories>
  /** Creates a category. Its name must be unused. Admins only. */
  readonly createCategory: In<S, CreateCategory>
  /**
   * Loads a catalogue from parsed JSON, all of it or nothing. Reports the number of loaded products as it proceeds.
   * For the operator: takes no actor.
   *
   * @example
   * const soap = { name: "Soap", description: "Olive oil", price: "3.50", category: "Bath", stock: 12 }
   * await shop.importCatalog({ categories: [{ name: "Bath" }], products: [soap] })
   */
  readonly importCatalog: In<S, ImportCatalog>
  /**
   * Places an order at the current prices and reserves its stock, or changes nothing.
   *
   * @example
   * const placed = await shop.placeOrder(buyer, { lines: [{ product: soap.id, quantity: 2 }] })
   * console.log(placed.ok ? placed.value.id : placed.error._tag)
   */
  readonly placeOrder: In<S, PlaceOrder>
  /**
   * Lists the orders that the actor may see, in ascending order of id: the first part at once, the rest as a stream.
   */
  readonly listOrders: In<S, ListOrders>
  /**
   * Streams the actor's orders (all orders for an admin), in ascending order of id, without a limit on their number.
   *
   * @example
   * for await (const order of shop.streamOrders(buyer, { statuses: ["created"] })) console.log(order.id)
   */
  readonly streamOrders: In<S, StreamOrders>
  /**
   * Returns one page of the orders that the actor may see, in ascending order of id. `next` is the start of the next
   * page, or `null` on the last page.
   *
   * @example
   * const { orders, next } = await shop.pageOrders(buyer, { limit: 50 })
   * if (next !== null) await shop.pageOrders(buyer, { limit: 50, after: next })
   */
  readonly pageOrders: In<S, PageOrders>
  /**
   * Returns one page of the orders that the actor may see, newest first or oldest first. Filters by status, buyer,
   * product and time of placing. `next` is the cursor of the next page, or `null` on the last page.
   *
   * @example
   * const found = await shop.searchOrders(admin, { statuses: ["paid"], sort: "oldest", limit: 50 })
   * if (found.ok) console.log(found.value.orders.length, found.value.next)
   */
  readonly searchOrders: In<S, SearchOrders>
  /**
   * Returns an order with its history. Buyers see their own orders, admins all orders. Only admins see the shop's note.
   *
   * @example
   * const seen = await shop.viewOrder(buyer, order.id)
   * if (seen.ok) for (const { status, at } of seen.value.steps) console.log(status, at)
   */
  readonly viewOrder: In<S, ViewOrder>
  /** Replaces the shop's note about an order. Buyers do not see it. Admins only. */
  readonly noteOrder: In<S, NoteOrder>
  /**
   * Cancels an order and releases its stock. Buyers may cancel their own orders while these are `created`, if the option
   * `buyersCancel` is on. Admins may cancel every order that is not shipped.
   *
   * @example
   * const cancelled = await shop.cancelOrder(buyer, order.id)
   * if (!cancelled.ok) console.log(cancelled.error._tag)
   */
  readonly cancelOrder: In<S, CancelOrder>
  /**
   * Changes the status of an order and moves its stock accordingly. Admins only.
   *
   * @example
   * const changed = await shop.changeOrderStatus(admin, { order: order.id, status: "paid" })
   * if (!changed.ok) console.log(changed.error._tag)
   */
  readonly changeOrderStatus: In<S, ChangeOrderStatus>
  /** Cancels a bounded number of orders that have been unpaid for longer than `ttlSeconds`. For the operator. */
  readonly expireOrders: In<S, ExpireOrders>
  /** Deletes a subscriber and its position. Subscribing again starts from the beginning. */
  readonly deleteSubscriber: In<S, DeleteSubscriber>
  /** Removes a bounded number of expired records. Returns whether more may be left. */
  readonly purgeExpired: In<S, PurgeExpired>
  /**
   * Recomputes every stock level from orders and movements and returns each difference. With `repair`, corrects the
   * levels that can be corrected. For the operator.
   */
  readonly auditStock: In<S, AuditStock>
}

interface AsWritten extends Style {
  readonly offered: this["useCase"]
}

interface Delivering {
  /** Delivers events to one subscriber, one step at a time. `shop.subscribe` runs these steps. */
  readonly deliverEvents: DeliverEvents
}

/** The use cases as they are written: without {@link StoreUnavailable}, which any port may raise. */
export interface WrittenUseCases extends UseCasesIn<AsWritten>, Delivering {}

interface AsEffects extends Style {
  readonly offered: WithOutages<this["useCase"]>
}

type WithOutages<UseCase> = UseCase extends (...args: infer Args) => infer Out
  ? (
      ...args: Args
    ) => Out extends Effect.Effect<infer A, infer E>
      ? Effect.Effect<A, E | StoreUnavailable>
      : Out extends Stream.Stream<infer A, infer E>
        ? Stream.Stream<A, E | StoreUnavailable>
        : never
  : never

/**
 * Everything a shop does. Each use case returns an Effect with typed errors, or a Stream. Every use case may fail with
 * {@link StoreUnavailable}.
 */
export interface UseCases extends UseCasesIn<AsEffects>, Delivering {}
