import type { ProfileChanged } from "../../../../domain/account/errors.ts"
import type { ErrorsOf } from "../../dialect/dialect.ts"
import { type Endpoint, endpoints } from "../../dialect/endpoint.ts"
import type { Caller } from "./scheme.ts"

/** The errors of the use cases that this dialect calls. Only one endpoint passes a version of a profile. */
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
    | "searchOrders"
    | "exportOrders"
    | "viewOrder"
    | "noteOrder"
    | "cancelOrder"
    | "changeOrderStatus"
  >,
  ProfileChanged
>

export type Endpoints = ReadonlyArray<Endpoint<Caller, DialectErrors>>

export const endpoint = endpoints<Caller, DialectErrors>()
