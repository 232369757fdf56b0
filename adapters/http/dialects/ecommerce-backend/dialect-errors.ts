import type { Session } from "../../../../application/ports/sessions.ts"
import type { ErrorsOf } from "../../dialect/dialect.ts"
import { type Endpoint, endpoints } from "../../dialect/endpoint.ts"

/** All that the use cases of this dialect can fail with. */
export type DialectErrors = ErrorsOf<
  | "authenticate"
  | "register"
  | "logIn"
  | "endSession"
  | "listProducts"
  | "createProduct"
  | "listCategories"
  | "createCategory"
  | "placeOrder"
  | "listOrders"
  | "pageOrders"
  | "changeOrderStatus"
>

export type Endpoints = ReadonlyArray<Endpoint<Session, DialectErrors>>

export const endpoint = endpoints<Session, DialectErrors>()
