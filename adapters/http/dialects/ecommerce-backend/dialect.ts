import type { UseCases } from "../../../../application/use-cases.ts"
import { defaultPasswordRule } from "../../../../domain/account/password.ts"
import type { RegistrationRules } from "../../../../domain/account/registration.ts"
import { defineDialect } from "../../define-dialect.ts"
import type { Dialect } from "../../dialect.ts"
import { type RegistrationSettings, registrationRules } from "../../registration-settings.ts"
import { accountEndpoints } from "./accounts.ts"
import { answers } from "./answers.ts"
import { catalogEndpoints } from "./catalog.ts"
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
    answers,
    endpoints: [
      ...accountEndpoints(shop, registrationRules(documented, registration)),
      ...catalogEndpoints(shop),
      ...orderEndpoints(shop),
    ],
  })
