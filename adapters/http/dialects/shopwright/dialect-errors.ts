import type { ProfileChanged } from "../../../../domain/account/errors.ts"
import type { OrderNoteChanged } from "../../../../domain/order/errors.ts"
import type { ErrorsOf } from "../../dialect/dialect.ts"
import { type Endpoint, endpoints } from "../../dialect/endpoint.ts"
import type { Caller } from "./scheme.ts"

/**
 * The errors of the use cases that this dialect calls. Each error of a lost update is left to the one endpoint
 * that passes a version.
 */
export type DialectErrors = Exclude<
  ErrorsOf<
    | "register"
    | "obtainTokenPair"
    | "rotateRefresh"
    | "listSessions"
    | "endSession"
    | "viewProfile"
    | "updateProfile"
    | "requestPasswordReset"
    | "resetPassword"
    | "createPasswordLink"
    | "createApiKey"
    | "listApiKeys"
    | "revokeApiKey"
    | "requestEmailVerification"
    | "verifyEmail"
    | "viewAccount"
    | "exportAccount"
    | "eraseAccount"
    | "endSessions"
    | "searchAccounts"
    | "setAdmin"
    | "setAccountActive"
    | "searchProducts"
    | "listSubscribers"
    | "latestEvent"
    | "retryEvents"
    | "auditStock"
    | "importCatalog"
    | "createFirstAdmin"
    | "createProduct"
    | "viewProduct"
    | "editProduct"
    | "addProductPicture"
    | "removeProductPicture"
    | "renameCategory"
    | "deleteCategory"
    | "restock"
    | "takeStock"
    | "listLowStock"
    | "setLowStockThreshold"
    | "reportSales"
    | "reportBestSellers"
    | "reportStockValue"
    | "stockHistory"
    | "listCategories"
    | "createCategory"
    | "placeOrder"
    | "placeGuestOrder"
    | "claimGuestOrders"
    | "searchOrders"
    | "exportOrders"
    | "viewOrder"
    | "noteOrder"
    | "cancelOrder"
    | "changeOrderStatus"
  >,
  ProfileChanged | OrderNoteChanged
>

export type Endpoints = ReadonlyArray<Endpoint<Caller, DialectErrors>>

export const endpoint = endpoints<Caller, DialectErrors>()
