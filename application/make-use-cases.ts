import { type Currency, defaultCurrency } from "../domain/catalog/currency.ts"
import { makeCreateApiKey, makeListApiKeys, makeRevokeApiKey } from "./account/api-keys.ts"
import { makeAuditPictures } from "./account/audit-pictures.ts"
import { makeAuthenticate } from "./account/authenticate.ts"
import { makeAuthenticateApiKey } from "./account/authenticate-api-key.ts"
import { makeChangePassword } from "./account/change-password.ts"
import { makeCreateAdmin, makeEnsureAdmin } from "./account/create-admin.ts"
import { makeCreateFirstAdmin } from "./account/create-first-admin.ts"
import { makeCreatePasswordLink } from "./account/create-password-link.ts"
import { makeEndSessions } from "./account/end-sessions.ts"
import { makeEnsureAccount } from "./account/ensure-account.ts"
import { makeEraseAccount } from "./account/erase-account.ts"
import { makeExportAccount } from "./account/export-account.ts"
import { makeImportAccounts } from "./account/import-accounts.ts"
import { makeLogIn } from "./account/log-in.ts"
import { makeUpdateProfile, makeViewProfile } from "./account/profile.ts"
import { makeRateLimitMails, makeRateLimitRegistrations } from "./account/rate-limits.ts"
import { makeRegister } from "./account/register.ts"
import { makeRequestPasswordReset, makeResetPassword } from "./account/reset-password.ts"
import { makeAuthenticateRefresh, makeRotateRefresh } from "./account/rotate-refresh.ts"
import { makeSearchAccounts, makeViewAccount } from "./account/search-accounts.ts"
import { makeSendQueuedMail } from "./account/send-queued-mail.ts"
import { makeEndSession, makeListSessions, makeSetAccountActive } from "./account/sessions.ts"
import { makeSetAccountMetadata } from "./account/set-account-metadata.ts"
import { makeSetAdmin } from "./account/set-admin.ts"
import { makeSetPassword } from "./account/set-password.ts"
import { makeAuthenticateAccess, makeObtainTokenPair, makeRefreshAccess } from "./account/token-pair.ts"
import { makeRequestEmailVerification, makeVerifyEmail } from "./account/verify-email.ts"
import { makeVerifyPassword } from "./account/verify-password.ts"
import { makeCreateCategory } from "./catalog/create-category.ts"
import { makeCreateProduct } from "./catalog/create-product.ts"
import { makeDeleteCategory } from "./catalog/delete-category.ts"
import { makeEditProduct } from "./catalog/edit-product.ts"
import { makeImportCatalog } from "./catalog/import-catalog.ts"
import { makeListCategories } from "./catalog/list-categories.ts"
import { makeListProducts } from "./catalog/list-products.ts"
import { makeAddProductPicture, makeRemoveProductPicture } from "./catalog/product-pictures.ts"
import { makeRenameCategory } from "./catalog/rename-category.ts"
import { makeReprice } from "./catalog/reprice.ts"
import { makeSearchProducts } from "./catalog/search-products.ts"
import { makeViewProduct } from "./catalog/view-product.ts"
import { makeDeleteSubscriber, makeDeliverEvents } from "./event/deliver-events.ts"
import { makeLatestEvent } from "./event/latest-event.ts"
import { makePurgeExpired } from "./event/purge-expired.ts"
import { makeListSubscribers, makeRetryEvents } from "./event/subscribers.ts"
import { makeCancelOrder } from "./order/cancel-order.ts"
import { makeChangeOrderMetadata } from "./order/change-order-metadata.ts"
import { makeChangeOrderStatus } from "./order/change-order-status.ts"
import { makeClaimGuestOrders } from "./order/claim-guest-orders.ts"
import { makeExpireOrders } from "./order/expire-orders.ts"
import { makeExportOrders } from "./order/export-orders.ts"
import { makeListOrders, makeStreamOrders } from "./order/list-orders.ts"
import { makeNoteOrder } from "./order/note-order.ts"
import { makePageOrders } from "./order/page-orders.ts"
import { makePlaceGuestOrder } from "./order/place-guest-order.ts"
import { makePlaceOrder } from "./order/place-order.ts"
import { makeSearchOrders } from "./order/search-orders.ts"
import { makeViewOrder } from "./order/view-order.ts"
import type { Ports, Settings } from "./ports/ports.ts"
import { makeReportBestSellers, makeReportSales, makeReportStockValue } from "./report/sales-report.ts"
import { makeAuditStock } from "./stock/audit-stock.ts"
import { makeListLowStock, makeSetLowStockThreshold } from "./stock/low-stock.ts"
import { makeRestock } from "./stock/restock.ts"
import { makeStockHistory } from "./stock/stock-history.ts"
import { makeTakeStock } from "./stock/take-stock.ts"
import { makeViewStock } from "./stock/view-stock.ts"
import { makeExportShop } from "./transfer/export-shop.ts"
import { makeImportShop } from "./transfer/import-shop.ts"
import { withTypedOutages } from "./typed-outages.ts"
import type { UseCases } from "./use-cases.ts"

/** The settings of the use cases. The currency is stored with the shop; it defaults to USD. */
export interface UseCaseSettings extends Settings {
  readonly currency?: Currency
}

/** Builds every use case of a shop from its ports and settings. */
export const makeUseCases = (
  {
    identity,
    catalog,
    stock,
    orders,
    outbox,
    search,
    transfer,
    reports,
    pictures,
    recovery,
    apiKeys,
    erasure,
    guests,
    subscribers,
    services,
  }: Ports,
  { currency = defaultCurrency, ...settings }: UseCaseSettings,
): UseCases => {
  const own = { ...identity, ...catalog, ...stock, ...orders, ...outbox, ...pictures, ...services, ...settings }
  const rateLimitRegistrations = makeRateLimitRegistrations(own)
  const ports = { ...own, rateLimitRegistrations, verifyPassword: makeVerifyPassword(own) }
  const reporting = { ...ports, reports: reports?.reports }
  const recovering = { ...own, recovery, rateLimitMails: makeRateLimitMails(own) }
  const scripting = { ...own, apiKeys: apiKeys?.apiKeys }
  const placeOrder = makePlaceOrder(ports)
  return withTypedOutages({
    ensureAccount: makeEnsureAccount(ports),
    register: makeRegister(ports),
    logIn: makeLogIn(ports),
    authenticate: makeAuthenticate(ports),
    obtainTokenPair: makeObtainTokenPair(ports),
    refreshAccess: makeRefreshAccess(ports),
    authenticateAccess: makeAuthenticateAccess(ports),
    authenticateRefresh: makeAuthenticateRefresh(ports),
    rotateRefresh: makeRotateRefresh(ports),
    listSessions: makeListSessions(ports),
    endSession: makeEndSession(ports),
    endSessions: makeEndSessions(ports),
    exportAccount: makeExportAccount({ ...ports, guests }),
    eraseAccount: makeEraseAccount({ ...ports, erasure, guests }),
    setPassword: makeSetPassword(ports),
    setAccountActive: makeSetAccountActive(ports),
    setAccountMetadata: makeSetAccountMetadata(ports),
    viewProfile: makeViewProfile(ports),
    updateProfile: makeUpdateProfile(ports),
    changePassword: makeChangePassword({ ...ports, updateProfile: makeUpdateProfile(ports) }),
    searchAccounts: makeSearchAccounts({ search: search?.accountSearch }),
    viewAccount: makeViewAccount({ ...ports, search: search?.orderSearch }),
    setAdmin: makeSetAdmin(ports),
    requestPasswordReset: makeRequestPasswordReset(recovering),
    resetPassword: makeResetPassword(recovering),
    createPasswordLink: makeCreatePasswordLink(recovering),
    requestEmailVerification: makeRequestEmailVerification(recovering),
    verifyEmail: makeVerifyEmail(recovering),
    sendQueuedMail: makeSendQueuedMail(recovering),
    createApiKey: makeCreateApiKey(scripting),
    listApiKeys: makeListApiKeys(scripting),
    revokeApiKey: makeRevokeApiKey(scripting),
    authenticateApiKey: makeAuthenticateApiKey(scripting),
    createAdmin: makeCreateAdmin(ports),
    createFirstAdmin: makeCreateFirstAdmin(ports),
    ensureAdmin: makeEnsureAdmin(ports),
    importAccounts: makeImportAccounts({ ...ports, loader: transfer?.accountLoader }),
    listProducts: makeListProducts(ports),
    createProduct: makeCreateProduct(ports),
    viewProduct: makeViewProduct(ports),
    searchProducts: makeSearchProducts({ search: search?.productSearch }),
    editProduct: makeEditProduct(ports),
    addProductPicture: makeAddProductPicture(ports),
    removeProductPicture: makeRemoveProductPicture({ ...ports, editProduct: makeEditProduct(ports) }),
    reprice: makeReprice(ports),
    restock: makeRestock(ports),
    takeStock: makeTakeStock(ports),
    viewStock: makeViewStock({ ...ports, viewProduct: makeViewProduct(ports) }),
    stockHistory: makeStockHistory({ search: search?.stockSearch }),
    listLowStock: makeListLowStock({ ...settings, search: search?.stockSearch }),
    setLowStockThreshold: makeSetLowStockThreshold(ports),
    listCategories: makeListCategories(ports),
    createCategory: makeCreateCategory(ports),
    renameCategory: makeRenameCategory(ports),
    deleteCategory: makeDeleteCategory(ports),
    importCatalog: makeImportCatalog({ ...ports, currency }),
    placeOrder,
    placeGuestOrder: makePlaceGuestOrder({ ...ports, guests, placeOrder }),
    claimGuestOrders: makeClaimGuestOrders({ ...ports, guests }),
    listOrders: makeListOrders(ports),
    streamOrders: makeStreamOrders(ports),
    pageOrders: makePageOrders(ports),
    searchOrders: makeSearchOrders({ search: search?.orderSearch, guests }),
    exportOrders: makeExportOrders({ search: search?.orderSearch }),
    viewOrder: makeViewOrder({ ...ports, guests }),
    noteOrder: makeNoteOrder(ports),
    changeOrderMetadata: makeChangeOrderMetadata(ports),
    cancelOrder: makeCancelOrder({ ...ports, guests }),
    changeOrderStatus: makeChangeOrderStatus(ports),
    expireOrders: makeExpireOrders(ports),
    reportSales: makeReportSales(reporting),
    reportBestSellers: makeReportBestSellers(reporting),
    reportStockValue: makeReportStockValue(reporting),
    deliverEvents: makeDeliverEvents(ports),
    deleteSubscriber: makeDeleteSubscriber(ports),
    listSubscribers: makeListSubscribers({ subscribers: subscribers?.subscribers }),
    latestEvent: makeLatestEvent(ports),
    retryEvents: makeRetryEvents({ subscribers: subscribers?.subscribers }),
    purgeExpired: makePurgeExpired(ports),
    auditStock: makeAuditStock(ports),
    auditPictures: makeAuditPictures(ports),
    exportShop: makeExportShop({ transfer: transfer?.shopTransfer }),
    importShop: makeImportShop({ ...ports, transfer: transfer?.shopTransfer }),
  })
}
