import type { TokenBearer } from "../../../../application/account/token-pair.ts"
import type { ErrorsOf } from "../../dialect.ts"
import { type Endpoint, endpoints } from "../../endpoint.ts"

/** All that the use cases of this dialect can fail with. */
export type Served = ErrorsOf<
  | "register"
  | "obtainTokenPair"
  | "authenticateRefresh"
  | "rotateRefresh"
  | "listProducts"
  | "placeOrder"
  | "listOrders"
  | "pageOrders"
>

export type Endpoints = ReadonlyArray<Endpoint<TokenBearer, Served>>

export const endpoint = endpoints<TokenBearer, Served>()
