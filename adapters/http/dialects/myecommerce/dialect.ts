import type { TokenBearer, TokenLifetimes } from "../../../../application/account/token-pair.ts"
import type { PhoneNumbers } from "../../../../application/ports/phone-numbers.ts"
import type { UseCases } from "../../../../application/use-cases.ts"
import { defaultPasswordRule } from "../../../../domain/account/password.ts"
import type { RegistrationRules } from "../../../../domain/account/registration.ts"
import { defineDialect } from "../../define-dialect.ts"
import type { Dialect } from "../../dialect.ts"
import { bearerScheme } from "../../jwt/bearer-scheme.ts"
import { defaultLifetimes, refreshEndpoint, signInEndpoint } from "../../jwt/token-endpoints.ts"
import { answers, type Served } from "./answers.ts"
import { registerEndpoint } from "./register.ts"

export interface MyEcommerceSettings {
  readonly shop: Pick<UseCases, "register" | "obtainTokenPair" | "refreshAccess" | "authenticateAccess">
  /** How telephone numbers are read. */
  readonly phones: PhoneNumbers
  /** Who may register. All seven details of the document, and a password of 8 characters, unless told. */
  readonly registration?: RegistrationRules | undefined
  /** Five minutes and a day unless told. */
  readonly lifetimes?: TokenLifetimes | undefined
}

const documented: RegistrationRules = {
  required: ["username", "email", "phone", "address", "postalCode", "birthdate"],
  password: defaultPasswordRule,
}

/** The API of the document "MyEcommerce": registration, and two ways to sign in for a pair of tokens. */
export const myEcommerce = (settings: MyEcommerceSettings): Dialect => {
  const { shop, phones, registration = documented, lifetimes = defaultLifetimes } = settings
  return defineDialect<TokenBearer, Served>({
    name: "myecommerce",
    basePath: "/api/",
    scheme: bearerScheme(shop),
    answers,
    endpoints: [
      signInEndpoint(shop, { path: "token", login: { field: "username", by: ["username"] }, lifetimes }),
      refreshEndpoint(shop, { path: "token/refresh", lifetimes }),
      registerEndpoint(shop, phones, registration),
      signInEndpoint(shop, { path: "users/login", login: { field: "login", by: ["phone", "username"] }, lifetimes }),
    ],
  })
}
