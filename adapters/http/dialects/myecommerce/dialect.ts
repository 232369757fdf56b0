import type { TokenBearer } from "../../../../application/account/token-pair.ts"
import type { TokenLifetimes } from "../../../../application/account/token-settings.ts"
import type { PhoneNumbers } from "../../../../application/ports/phone-numbers.ts"
import type { UseCases } from "../../../../application/use-cases.ts"
import { defaultPasswordRule } from "../../../../domain/account/password.ts"
import type { RegistrationRules } from "../../../../domain/account/registration.ts"
import { defineDialect } from "../../dialect/define-dialect.ts"
import type { Dialect } from "../../dialect/dialect.ts"
import { MIT } from "../../dialect/docs.ts"
import { type RegistrationSettings, registrationRules } from "../../dialect/registration-settings.ts"
import { drf } from "../../drf/conventions.ts"
import { describeError } from "../../drf/docs.ts"
import { bearerScheme } from "../../jwt/bearer-scheme.ts"
import { checkedLifetimes, defaultLifetimes } from "../../jwt/lifetimes.ts"
import { refreshEndpoint, signInEndpoint } from "../../jwt/token-endpoints.ts"
import { type DialectErrors, errorResponses } from "./error-responses.ts"
import { registerEndpoint } from "./register.ts"

const NAME = "myecommerce"

export interface MyEcommerceSettings {
  readonly shop: Pick<UseCases, "register" | "obtainTokenPair" | "refreshAccess" | "authenticateAccess">
  /** Parses phone numbers. */
  readonly phones: PhoneNumbers
  /** Defaults to requiring all seven fields of the document and a password of 8 characters. */
  readonly registration?: RegistrationSettings | undefined
  /** Defaults to five minutes and one day. */
  readonly lifetimes?: TokenLifetimes | undefined
}

const documentedRules: RegistrationRules = {
  required: ["username", "email", "phone", "address", "postalCode", "birthdate"],
  password: defaultPasswordRule,
}

/** Creates the API of the document "MyEcommerce": registration, and two sign-ins that return token pairs. */
export const myEcommerce = (settings: MyEcommerceSettings): Dialect => {
  const { shop, phones, registration } = settings
  const tokens = { dialect: NAME, ...checkedLifetimes(settings.lifetimes ?? defaultLifetimes) }
  return defineDialect<TokenBearer, DialectErrors>({
    name: NAME,
    basePath: "/api/",
    scheme: bearerScheme(shop, NAME),
    conventions: drf,
    errorResponses,
    docs: {
      title: "MyEcommerce",
      description: "Registration, and two sign-ins that return token pairs.",
      license: MIT,
      trailingSlash: true,
      tags: [
        { name: "Sign-in", description: "Pairs of JSON Web Tokens." },
        { name: "Users", description: "Registration." },
      ],
      // The document protects no endpoint.
      securitySchemes: {},
      describeError,
    },
    endpoints: [
      signInEndpoint(shop, {
        path: "token",
        login: { field: "username", by: ["username"] },
        tokens,
        docs: { id: "obtainTokens", summary: "Sign in by user name", example: { username: "user", password: "pass" } },
      }),
      refreshEndpoint(shop, {
        path: "token/refresh",
        tokens,
        docs: { id: "refreshToken", summary: "Refresh a token" },
      }),
      registerEndpoint(shop, phones, registrationRules(documentedRules, registration)),
      signInEndpoint(shop, {
        path: "users/login",
        login: { field: "login", by: ["phone", "username"] },
        tokens,
        docs: {
          id: "logIn",
          summary: "Sign in by user name or telephone number",
          example: { login: "+919876543210", password: "pass" },
        },
      }),
    ],
  })
}
