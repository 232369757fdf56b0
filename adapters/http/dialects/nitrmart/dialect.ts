import type { TokenBearer } from "../../../../application/account/token-pair.ts"
import type { TokenLifetimes } from "../../../../application/account/token-settings.ts"
import type { Pictures } from "../../../../application/ports/media.ts"
import type { UseCases } from "../../../../application/use-cases.ts"
import { defaultPasswordRule } from "../../../../domain/account/password.ts"
import type { RegistrationRules } from "../../../../domain/account/registration.ts"
import { checkWhole } from "../../bodies/check-whole.ts"
import { defineDialect } from "../../dialect/define-dialect.ts"
import type { Dialect } from "../../dialect/dialect.ts"
import { MIT } from "../../dialect/docs.ts"
import { pictureRoute } from "../../dialect/picture-route.ts"
import { type RegistrationSettings, registrationRules } from "../../dialect/registration-settings.ts"
import { drf } from "../../drf/conventions.ts"
import { bearerSecurity, describeError } from "../../drf/docs.ts"
import { bearerScheme } from "../../jwt/bearer-scheme.ts"
import { checkedLifetimes } from "../../jwt/lifetimes.ts"
import { refreshEndpoint, signInEndpoint } from "../../jwt/token-endpoints.ts"
import type { DialectErrors } from "./dialect-errors.ts"
import { errorResponses } from "./error-responses.ts"
import { PICTURES } from "./profile-shape.ts"
import { userEndpoints } from "./users.ts"

const NAME = "nitrmart"

export interface NitrMartSettings {
  readonly shop: Pick<
    UseCases,
    "register" | "obtainTokenPair" | "refreshAccess" | "authenticateAccess" | "viewProfile" | "updateProfile"
  >
  /** Stores and serves the profile pictures. */
  readonly pictures: Pick<Pictures, "open">
  /** The largest picture, in bytes. Defaults to five million. The media adapter has its own limit. */
  readonly maxPictureBytes?: number | undefined
  /** Defaults to an address of `nitrkl.ac.in`, both names and a password of 8 characters. */
  readonly registration?: RegistrationSettings | undefined
  /** Defaults to one hour and one week. */
  readonly lifetimes?: TokenLifetimes | undefined
}

const documentedRules: RegistrationRules = {
  required: ["email", "firstName", "lastName"],
  signsInByEmail: true,
  emailDomains: ["nitrkl.ac.in"],
  password: defaultPasswordRule,
}

const documentedLifetimes: TokenLifetimes = { access: 60 * 60, refresh: 7 * 24 * 60 * 60 }

/** Creates the API of the document "NITRMart": sign-in by e-mail address, profiles and pictures. */
export const nitrMart = (settings: NitrMartSettings): Dialect => {
  const { shop, pictures, maxPictureBytes = 5_000_000 } = settings
  const registration = registrationRules(documentedRules, settings.registration)
  const tokens = { dialect: NAME, ...checkedLifetimes(settings.lifetimes ?? documentedLifetimes) }
  checkWhole("maxPictureBytes", maxPictureBytes, 1)
  return defineDialect<TokenBearer, DialectErrors>({
    name: NAME,
    basePath: "/",
    scheme: bearerScheme(shop, NAME),
    conventions: drf,
    docs: {
      title: "NITRMart",
      description: "Sign-in by e-mail address, profiles and pictures.",
      license: MIT,
      trailingSlash: true,
      tags: [
        { name: "Sign-in", description: "Pairs of JSON Web Tokens." },
        { name: "Users", description: "Registration and profiles." },
        { name: "Pictures", description: "The files of pictures." },
      ],
      securitySchemes: bearerSecurity,
      describeError,
    },
    errorResponses: errorResponses(registration.emailDomains ?? []),
    endpoints: [
      // Before the profiles, because Express would match `token` as a profile's id.
      signInEndpoint(shop, {
        path: "users/token",
        login: { field: "email", by: ["email"] },
        tokens,
        docs: {
          id: "logIn",
          summary: "Sign in by e-mail address",
          example: { email: "user@nitrkl.ac.in", password: "your_password" },
        },
      }),
      refreshEndpoint(shop, {
        path: "users/token/refresh",
        tokens,
        docs: { id: "refreshToken", summary: "Refresh a token" },
      }),
      ...userEndpoints(shop, registration, { field: "profile_picture", maxBytes: maxPictureBytes }),
    ],
    files: [pictureRoute(pictures, PICTURES, [drf.plain.notFound])],
  })
}
