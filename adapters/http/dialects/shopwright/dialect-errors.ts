import type { ErrorsOf } from "../../dialect/dialect.ts"
import { type Endpoint, endpoints } from "../../dialect/endpoint.ts"
import type { Caller } from "./scheme.ts"

/** The errors of the use cases that this dialect calls. */
export type DialectErrors = ErrorsOf<
  | "register"
  | "obtainTokenPair"
  | "rotateRefresh"
  | "listSessions"
  | "endSession"
  | "viewProfile"
  | "updateProfile"
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
>

export type Endpoints = ReadonlyArray<Endpoint<Caller, DialectErrors>>

export const endpoint = endpoints<Caller, DialectErrors>()
