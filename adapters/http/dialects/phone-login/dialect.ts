import type { TokenBearer } from "../../../../application/account/token-pair.ts"
import type { TokenLifetimes } from "../../../../application/account/token-settings.ts"
import type { UseCases } from "../../../../application/use-cases.ts"
import { defineDialect } from "../../dialect/define-dialect.ts"
import type { Dialect } from "../../dialect/dialect.ts"
import { MIT } from "../../dialect/docs.ts"
import { drf } from "../../drf/conventions.ts"
import { describeError } from "../../drf/docs.ts"
import { bearerScheme } from "../../jwt/bearer-scheme.ts"
import { checkedLifetimes, defaultLifetimes } from "../../jwt/lifetimes.ts"
import { refreshEndpoint, signInEndpoint } from "../../jwt/token-endpoints.ts"
import { type DialectErrors, errorResponses } from "./error-responses.ts"

const NAME = "phone-login"

export interface PhoneLoginSettings {
  readonly shop: Pick<UseCases, "obtainTokenPair" | "refreshAccess" | "authenticateAccess">
  /** Defaults to five minutes and one day. */
  readonly lifetimes?: TokenLifetimes | undefined
}

/**
 * Creates the API of the document with two endpoints: sign-in by phone number, in a field named `username`, and
 * refresh. It has no registration.
 */
export const phoneLogin = ({ shop, lifetimes = defaultLifetimes }: PhoneLoginSettings): Dialect => {
  const tokens = { dialect: NAME, ...checkedLifetimes(lifetimes) }
  return defineDialect<TokenBearer, DialectErrors>({
    name: NAME,
    basePath: "/api/",
    scheme: bearerScheme(shop, NAME),
    conventions: drf,
    errorResponses,
    docs: {
      title: "Phone login",
      description: "Sign-in by telephone number, in a field named `username`, and refresh.",
      license: MIT,
      trailingSlash: true,
      tags: [{ name: "Sign-in", description: "Pairs of JSON Web Tokens." }],
      // The document protects no endpoint.
      securitySchemes: {},
      describeError,
    },
    endpoints: [
      signInEndpoint(shop, {
        path: "login",
        login: { field: "username", by: ["phone"] },
        tokens,
        docs: {
          id: "logIn",
          summary: "Sign in by telephone number",
          example: { username: "example_user", password: "example_password" },
        },
      }),
      refreshEndpoint(shop, {
        path: "token/refresh",
        tokens,
        docs: { id: "refreshToken", summary: "Refresh a token" },
      }),
    ],
  })
}
