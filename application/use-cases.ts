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
import type { DeliverEvents, ForgetSubscriber } from "./event/deliver-events.ts"
import type { TidyUp } from "./event/tidy-up.ts"
import type { ChangeOrderStatus } from "./order/change-order-status.ts"
import type { ExpireOrders } from "./order/expire-orders.ts"
import type { ListOrders, StreamOrders } from "./order/list-orders.ts"
import type { PageOrders } from "./order/page-orders.ts"
import type { PlaceOrder } from "./order/place-order.ts"
import type { ExamineStock } from "./stock/examine-stock.ts"
import type { Restock } from "./stock/restock.ts"

/** Everything a shop does, as functions that reach their ports on their own. */
export interface UseCases {
  readonly register: Register
  readonly logIn: LogIn
  readonly authenticate: Authenticate
  readonly obtainTokenPair: ObtainTokenPair
  readonly refreshAccess: RefreshAccess
  readonly authenticateAccess: AuthenticateAccess
  readonly authenticateRefresh: AuthenticateRefresh
  readonly rotateRefresh: RotateRefresh
  readonly listSessions: ListSessions
  readonly endSession: EndSession
  readonly setAccountActive: SetAccountActive
  readonly viewProfile: ViewProfile
  readonly updateProfile: UpdateProfile
  readonly createAdmin: CreateAdmin
  readonly ensureAdmin: EnsureAdmin
  readonly listProducts: ListProducts
  readonly createProduct: CreateProduct
  readonly reprice: Reprice
  readonly restock: Restock
  readonly listCategories: ListCategories
  readonly createCategory: CreateCategory
  readonly importCatalog: ImportCatalog
  readonly placeOrder: PlaceOrder
  readonly listOrders: ListOrders
  readonly streamOrders: StreamOrders
  readonly pageOrders: PageOrders
  readonly changeOrderStatus: ChangeOrderStatus
  readonly expireOrders: ExpireOrders
  readonly deliverEvents: DeliverEvents
  readonly forgetSubscriber: ForgetSubscriber
  readonly tidyUp: TidyUp
  readonly examineStock: ExamineStock
}
