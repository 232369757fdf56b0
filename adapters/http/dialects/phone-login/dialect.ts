import type { TokenBearer, TokenLifetimes } from "../../../../application/account/token-pair.ts"
import type { UseCases } from "../../../../application/use-cases.ts"
import { defineDialect } from "../../dialect/define-dialect.ts"
import type { Dialect } from "../../dialect/dialect.ts"
import { bearerScheme } from "../../jwt/bearer-scheme.ts"
import { checkedLifetimes, defaultLifetimes } from "../../jwt/lifetimes.ts"
import { refreshEndpoint, signInEndpoint } from "../../jwt/token-endpoints.ts"
import { type DialectErrors, errorResponses } from "./error-responses.ts"

export interface PhoneLoginSettings {
  readonly shop: Pick<UseCases, "obtainTokenPair" | "refreshAccess" | "authenticateAccess">
  /** Five minutes and a day unless told. */
  readonly lifetimes?: TokenLifetimes | undefined
}

/**
 * The API of the document that knows two endpoints: sign-in by telephone number, in a field named `username`, and
 * refreshing. People register elsewhere.
 */
export const phoneLogin = ({ shop, lifetimes: told = defaultLifetimes }: PhoneLoginSettings): Dialect => {
  const lifetimes = checkedLifetimes(told)
  return defineDialect<TokenBearer, DialectErrors>({
    name: "phone-login",
    basePath: "/api/",
    scheme: bearerScheme(shop),
    errorResponses,
    endpoints: [
      signInEndpoint(shop, { path: "login", login: { field: "username", by: ["phone"] }, lifetimes }),
      refreshEndpoint(shop, { path: "token/refresh", lifetimes }),
    ],
  })
}
