import type { UseCases } from "../../../../application/use-cases.ts"
import { defaultPasswordRule } from "../../../../domain/account/password.ts"
import type { RegistrationRules } from "../../../../domain/account/registration.ts"
import type { Currency } from "../../../../domain/catalog/currency.ts"
import { defineDialect } from "../../dialect/define-dialect.ts"
import type { Dialect } from "../../dialect/dialect.ts"
import { MIT } from "../../dialect/docs.ts"
import { type RegistrationSettings, registrationRules } from "../../dialect/registration-settings.ts"
import { drf } from "../../drf/conventions.ts"
import { describeError, tokenSecurity } from "../../drf/docs.ts"
import { accountEndpoints } from "./accounts.ts"
import { catalogEndpoints } from "./catalog.ts"
import { errorResponses } from "./error-responses.ts"
import { orderEndpoints } from "./orders.ts"
import { tokenScheme } from "./scheme.ts"

export interface EcommerceBackendSettings {
  readonly shop: UseCases
  /** The currency of the shop. Amounts have its decimals. */
  readonly currency: Currency
  /** Defaults to a user name, an e-mail address and a password of 8 characters. */
  readonly registration?: RegistrationSettings | undefined
}

const documentedRules: RegistrationRules = { required: ["username", "email"], password: defaultPasswordRule }

/**
 * Creates the API of the document "E-Commerce Backend API": opaque tokens, a catalogue managed by admins, and orders.
 * Where the document is silent, it behaves like Django REST framework.
 */
export const ecommerceBackend = ({ shop, currency, registration }: EcommerceBackendSettings): Dialect =>
  defineDialect({
    name: "ecommerce-backend",
    basePath: "/api/",
    scheme: tokenScheme(shop),
    conventions: drf,
    errorResponses,
    docs: {
      title: "E-Commerce Backend",
      description: "Accounts, a catalogue that admins manage, and orders.",
      license: MIT,
      trailingSlash: true,
      tags: [
        { name: "Authentication", description: "Registration, sign-in and sign-out." },
        { name: "Products", description: "Products and categories." },
        { name: "Orders", description: "Orders and their status." },
      ],
      securitySchemes: tokenSecurity("`Token TOKEN`, with the token of the sign-in."),
      describeError,
    },
    endpoints: [
      ...accountEndpoints(shop, registrationRules(documentedRules, registration)),
      ...catalogEndpoints(shop, currency),
      ...orderEndpoints(shop, currency),
    ],
  })
