import type { Session } from "../../../../application/ports/sessions.ts"
import type { ErrorsOf } from "../../dialect.ts"
import { type Endpoint, endpoints } from "../../endpoint.ts"

/** All that the use cases of this dialect can fail with. */
export type Served = ErrorsOf<
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

export type Endpoints = ReadonlyArray<Endpoint<Session, Served>>

export const endpoint = endpoints<Session, Served>()
