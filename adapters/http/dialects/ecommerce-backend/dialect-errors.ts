import type { Session } from "../../../../application/ports/sessions.ts"
import type { ErrorsOf } from "../../dialect/dialect.ts"
import { type Endpoint, endpoints } from "../../dialect/endpoint.ts"

/** The errors of the use cases that this dialect calls. */
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
