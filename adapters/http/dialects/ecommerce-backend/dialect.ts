import type { UseCases } from "../../../../application/use-cases.ts"
import { defaultPasswordRule } from "../../../../domain/account/password.ts"
import type { RegistrationRules } from "../../../../domain/account/registration.ts"
import { defineDialect } from "../../define-dialect.ts"
import type { Dialect } from "../../dialect.ts"
import { accountEndpoints } from "./accounts.ts"
import { answers } from "./answers.ts"
import { catalogEndpoints } from "./catalog.ts"
import { orderEndpoints } from "./orders.ts"
import { tokenScheme } from "./scheme.ts"

export interface EcommerceBackendSettings {
  readonly shop: UseCases
  /** Who may register. User name and e-mail address, and a password of 8 characters, unless told. */
  readonly registration?: RegistrationRules | undefined
}

const documented: RegistrationRules = { required: ["username", "email"], password: defaultPasswordRule }

/**
 * The API of the document "E-Commerce Backend API": opaque tokens, a catalogue that admins keep, orders. Where the
 * document is silent it answers as Django REST framework does.
 */
export const ecommerceBackend = ({ shop, registration = documented }: EcommerceBackendSettings): Dialect =>
  defineDialect({
    name: "ecommerce-backend",
    basePath: "/api/",
    scheme: tokenScheme(shop),
    answers,
    endpoints: [...accountEndpoints(shop, registration), ...catalogEndpoints(shop), ...orderEndpoints(shop)],
  })
