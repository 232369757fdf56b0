import type { UseCases } from "../../../../application/use-cases.ts"
import { defaultPasswordRule } from "../../../../domain/account/password.ts"
import type { RegistrationRules } from "../../../../domain/account/registration.ts"
import { defineDialect } from "../../dialect/define-dialect.ts"
import type { Dialect } from "../../dialect/dialect.ts"
import { type RegistrationSettings, registrationRules } from "../../dialect/registration-settings.ts"
import { accountEndpoints } from "./accounts.ts"
import { catalogEndpoints } from "./catalog.ts"
import { errorResponses } from "./error-responses.ts"
import { orderEndpoints } from "./orders.ts"
import { tokenScheme } from "./scheme.ts"

export interface EcommerceBackendSettings {
  readonly shop: UseCases
  /** User name and e-mail address are asked for, and a password of 8 characters unless told. */
  readonly registration?: RegistrationSettings | undefined
}

const documented: RegistrationRules = { required: ["username", "email"], password: defaultPasswordRule }

/**
 * The API of the document "E-Commerce Backend API": opaque tokens, a catalogue that admins keep, orders. Where the
 * document is silent it answers as Django REST framework does.
 */
export const ecommerceBackend = ({ shop, registration }: EcommerceBackendSettings): Dialect =>
  defineDialect({
    name: "ecommerce-backend",
    basePath: "/api/",
    scheme: tokenScheme(shop),
    errorResponses,
    endpoints: [
      ...accountEndpoints(shop, registrationRules(documented, registration)),
      ...catalogEndpoints(shop),
      ...orderEndpoints(shop),
    ],
  })
