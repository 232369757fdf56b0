import { Effect } from "effect"
import { mapUseCases } from "../application/map-use-cases.ts"
import type { UseCases } from "../application/use-cases.ts"

/** Whether a use case records events when it succeeds: always, never, or depending on its result. */
type RecordsEvents<UseCase> = UseCase extends (...args: infer _) => Effect.Effect<infer A, infer _E>
  ? boolean | ((result: A) => boolean)
  : false

/** Types do not exist at run time. This list does not compile if a use case is missing. */
const recordsEvents: { readonly [Name in keyof UseCases]: RecordsEvents<UseCases[Name]> } = {
  ensureAccount: ({ isNew }) => isNew,
  register: true,
  createAdmin: true,
  createFirstAdmin: true,
  ensureAdmin: true,
  eraseAccount: true,
  reprice: true,
  editProduct: true,
  addProductPicture: true,
  removeProductPicture: true,
  restock: true,
  takeStock: true,
  placeOrder: true,
  placeGuestOrder: true,
  changeOrderStatus: true,
  cancelOrder: true,
  expireOrders: ({ cancelled }) => cancelled > 0,
  retryEvents: (retried) => retried > 0,
  listSubscribers: false,
  latestEvent: false,
  logIn: false,
  authenticate: false,
  obtainTokenPair: false,
  refreshAccess: false,
  authenticateAccess: false,
  authenticateRefresh: false,
  rotateRefresh: false,
  listSessions: false,
  endSession: false,
  endSessions: false,
  exportAccount: false,
  setAccountActive: false,
  setAccountMetadata: false,
  setPassword: false,
  viewProfile: false,
  changePassword: false,
  searchAccounts: false,
  viewAccount: false,
  setAdmin: false,
  requestPasswordReset: false,
  resetPassword: false,
  createPasswordLink: false,
  createApiKey: false,
  listApiKeys: false,
  revokeApiKey: false,
  authenticateApiKey: false,
  requestEmailVerification: false,
  verifyEmail: false,
  sendQueuedMail: false,
  updateProfile: false,
  listProducts: false,
  createProduct: false,
  listCategories: false,
  createCategory: false,
  viewProduct: false,
  searchProducts: false,
  renameCategory: false,
  deleteCategory: false,
  importCatalog: false,
  listOrders: false,
  streamOrders: false,
  pageOrders: false,
  deliverEvents: false,
  deleteSubscriber: false,
  purgeExpired: false,
  auditStock: false,
  auditPictures: false,
  exportShop: false,
  importShop: false,
  viewStock: false,
  importAccounts: false,
  stockHistory: false,
  listLowStock: false,
  setLowStockThreshold: false,
  reportSales: false,
  reportBestSellers: false,
  reportStockValue: false,
  searchOrders: false,
  exportOrders: false,
  viewOrder: false,
  claimGuestOrders: false,
  noteOrder: false,
  changeOrderMetadata: false,
}

/** Returns use cases that call `wake` after they recorded events, so that subscribers receive them without polling. */
export const wakingSubscribers = (useCases: UseCases, wake: () => void): UseCases =>
  mapUseCases<UseCases>(useCases, (useCase, name) => {
    const records = recordsEvents[name as keyof UseCases] as boolean | ((result: unknown) => boolean)
    if (records === false) return useCase
    return (...args) =>
      Effect.map(useCase(...args) as Effect.Effect<unknown, unknown>, (result) => {
        if (records === true || records(result)) wake()
        return result
      })
  })
