import type { TokenBearer } from "../../../../application/account/token-pair.ts"
import type { InvalidToken } from "../../../../application/ports/token-pairs.ts"
import type { ProfileChanged } from "../../../../domain/account/errors.ts"
import type { ErrorsOf } from "../../dialect/dialect.ts"
import { type Endpoint, endpoints } from "../../dialect/endpoint.ts"

/** The errors of the use cases that this dialect calls. It passes no version of a profile. */
export type DialectErrors =
  | Exclude<ErrorsOf<"register" | "obtainTokenPair" | "viewProfile" | "updateProfile">, ProfileChanged>
  | InvalidToken

export type Endpoints = ReadonlyArray<Endpoint<TokenBearer, DialectErrors>>

export const endpoint = endpoints<TokenBearer, DialectErrors>()
