import type { Authenticate } from "./account/authenticate.ts"
import type { CreateAdmin, EnsureAdmin } from "./account/create-admin.ts"
import type { LogIn } from "./account/log-in.ts"
import type { UpdateProfile, ViewProfile } from "./account/profile.ts"
import type { Register } from "./account/register.ts"
import type { AuthenticateRefresh, RotateRefresh } from "./account/rotate-refresh.ts"
import type { EndSession, ListSessions, SetAccountActive } from "./account/sessions.ts"
import type { AuthenticateAccess, ObtainTokenPair, RefreshAccess } from "./account/token-pair.ts"
import type { CreateCategory } from "./catalog/create-category.ts"
import type { CreateProduct } from "./catalog/create-product.ts"
import type { ImportCatalog } from "./catalog/import-catalog.ts"
import type { ListCategories } from "./catalog/list-categories.ts"
import type { ListProducts } from "./catalog/list-products.ts"
import type { Reprice } from "./catalog/reprice.ts"
import type { DeleteSubscriber, DeliverEvents } from "./event/deliver-events.ts"
import type { PurgeExpired } from "./event/purge-expired.ts"
import type { ChangeOrderStatus } from "./order/change-order-status.ts"
import type { ExpireOrders } from "./order/expire-orders.ts"
import type { ListOrders, StreamOrders } from "./order/list-orders.ts"
import type { PageOrders } from "./order/page-orders.ts"
import type { PlaceOrder } from "./order/place-order.ts"
import type { AuditStock } from "./stock/audit-stock.ts"
import type { Restock } from "./stock/restock.ts"

/** Everything a shop does, as functions that reach their ports on their own. */
export interface UseCases {
  /**
   * Opens an account for anybody, by the rules given or else the shop's. A refused one leaves no picture behind.
   *
   * @example
   * const mia = await shop.register({ username: "mia", password: "a-long-password" })
   * if (!mia.ok) console.log(mia.error._tag)
   */
  readonly register: Register
  /**
   * Opens a session for who knows the password; the token is shown once. `by` tells as what `login` may be read,
   * `address` is where the try comes from. An unknown user, a wrong password and an inactive account look alike.
   *
   * @example
   * const signedIn = await shop.logIn({ login: "mia", by: ["username", "email"], password, address: "127.0.0.1" })
   * if (signedIn.ok) console.log(signedIn.value.token)
   */
  readonly logIn: LogIn
  /** Finds the open session behind a token of `logIn`. */
  readonly authenticate: Authenticate
  /**
   * Opens a session for who knows the password, and issues signed tokens. With `rotates` its refresh token is good for
   * one use, by `rotateRefresh` alone.
   */
  readonly obtainTokenPair: ObtainTokenPair
  /** Issues a new access token for a refresh token whose session is still open, and does not rotate. */
  readonly refreshAccess: RefreshAccess
  /** Finds who is behind an access token, as long as their session is open. */
  readonly authenticateAccess: AuthenticateAccess
  /** Finds whose session a refresh token belongs to, and uses nothing up. */
  readonly authenticateRefresh: AuthenticateRefresh
  /** Trades a refresh token for its successor and new access; one that was used before the grace ends the session. */
  readonly rotateRefresh: RotateRefresh
  /** The actor's open sessions, the latest first. */
  readonly listSessions: ListSessions
  /** Ends one of the actor's sessions at once, on every process. Says whether it was open. */
  readonly endSession: EndSession
  /** Shuts an account out, ending its sessions at once, or lets it in again. Admins only. */
  readonly setAccountActive: SetAccountActive
  /** Reads a profile: one's own, or anybody's for an admin. */
  readonly viewProfile: ViewProfile
  /** Changes a profile: one's own, or anybody's for an admin. All of it or nothing. */
  readonly updateProfile: UpdateProfile
  /** Opens an account that manages the shop. For the operator: no actor is asked for. */
  readonly createAdmin: CreateAdmin
  /** Makes sure that an active admin of this name exists; one that is there already keeps its password. */
  readonly ensureAdmin: EnsureAdmin
  /** All products with their variants and what is available of each, in ascending order of id. */
  readonly listProducts: ListProducts
  /** Adds a product with its variants and their stock. Admins only. */
  readonly createProduct: CreateProduct
  /**
   * Sets what a product costs from now on, in minor units; orders keep the price they were placed at. Admins only.
   *
   * @example
   * const price = Result.getOrThrow(money(395))
   * const repriced = await shop.reprice(admin, { product: soap.id, price })
   */
  readonly reprice: Reprice
  /**
   * Puts pieces onto a shelf and resolves to its level as it is then. Each call counts. Admins only.
   *
   * @example
   * const filled = await shop.restock(admin, { product: soap.id, quantity: 24 })
   * if (filled.ok) console.log(filled.value.onHand)
   */
  readonly restock: Restock
  /** All categories, in ascending order of id. */
  readonly listCategories: ListCategories
  /** Adds a category, whose name must be free. Admins only. */
  readonly createCategory: CreateCategory
  /**
   * Loads a catalogue from parsed JSON, all or nothing; tells how many products are in as it goes. For the operator.
   *
   * @example
   * const soap = { name: "Soap", description: "Olive oil", price: "3.50", category: "Bath", stock: 12 }
   * await shop.importCatalog({ categories: [{ name: "Bath" }], products: [soap] })
   */
  readonly importCatalog: ImportCatalog
  /**
   * Places an order at the prices of this moment and reserves its stock, or changes nothing at all.
   *
   * @example
   * const placed = await shop.placeOrder(buyer, { lines: [{ product: soap.id, quantity: 2 }] })
   * console.log(placed.ok ? placed.value.id : placed.error._tag)
   */
  readonly placeOrder: PlaceOrder
  /** What the actor may see, in ascending order of id: the first portion at once, and the rest to be pulled. */
  readonly listOrders: ListOrders
  /**
   * The actor's own orders, for an admin everybody's, in ascending order of id, however many there are.
   *
   * @example
   * for await (const order of shop.streamOrders(buyer, { statuses: ["created"] })) console.log(order.id)
   */
  readonly streamOrders: StreamOrders
  /**
   * One page of what the actor may see, in ascending order of id; `next` is where the next one begins.
   *
   * @example
   * const { orders, next } = await shop.pageOrders(buyer, { limit: 50 })
   * if (next !== null) await shop.pageOrders(buyer, { limit: 50, after: next })
   */
  readonly pageOrders: PageOrders
  /**
   * Moves an order to another status, with the stock that goes with it. Admins only.
   *
   * @example
   * const changed = await shop.changeOrderStatus(admin, { order: order.id, status: "paid" })
   * if (!changed.ok) console.log(changed.error._tag)
   */
  readonly changeOrderStatus: ChangeOrderStatus
  /** Cancels a bounded number of orders that stayed unpaid for longer than this many seconds. For the operator. */
  readonly expireOrders: ExpireOrders
  /** What `shop.subscribe` is made of. */
  readonly deliverEvents: DeliverEvents
  /** Forgets a subscriber for good, so that no events are kept for it; one that subscribes again begins anew. */
  readonly deleteSubscriber: DeleteSubscriber
  /** Removes a bounded number of things that were kept long enough; tells whether there may be more. */
  readonly purgeExpired: PurgeExpired
  /**
   * Recomputes every stock level from orders and movements and names every drift; with `repair` it puts right what can
   * be. For the operator.
   */
  readonly auditStock: AuditStock
}
