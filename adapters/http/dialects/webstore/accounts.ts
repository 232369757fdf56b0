import { Effect, Result } from "effect"
import type { RotationSettings } from "../../../../application/account/token-settings.ts"
import type { UseCases } from "../../../../application/use-cases.ts"
import { EMAIL_MAX_LENGTH, emailAddress, USERNAME_MAX_LENGTH, username } from "../../../../domain/account/identifier.ts"
import { checkPassword } from "../../../../domain/account/password.ts"
import type { RegistrationRules } from "../../../../domain/account/registration.ts"
import type { CsrfGuard } from "../../browser/csrf.ts"
import { json } from "../../dialect/response.ts"
import { named, orNull, record, text, whole } from "../../dialect/schema.ts"
import { object } from "../../drf/field.ts"
import { charField, knownPassword, LOGIN_MAX_LENGTH, validatedField } from "../../drf/text-fields.ts"
import { clientAddress } from "../../server/client-address.ts"
import type { CookieJar, WebstoreCookies } from "./cookie-jar.ts"
import { crossSiteWarning } from "./cross-site.ts"
import { csrfHeader, csrfRefusal } from "./csrf-refusal.ts"
import { type Endpoints, endpoint } from "./dialect-errors.ts"
import { BAD_EMAIL, BAD_USERNAME } from "./messages.ts"
import { notSignedIn } from "./order-errors.ts"

export interface AccountSettings {
  readonly rules: RegistrationRules
  readonly rotation: RotationSettings
  readonly csrf: CsrfGuard
  readonly jar: CookieJar
  readonly sameSite: WebstoreCookies["sameSite"]
}

const TAG = "Accounts"
const cookieHeaders = { "Set-Cookie": "The cookies `csrftoken` and `refreshtoken`." }

const registeredSchema = named("Registered", record<{ massage: string }>({ massage: text() }))

const signedInSchema = named(
  "SignedIn",
  record<{ access_token: string; user: { id: number; username: string | null; email: string } }>({
    access_token: text({ description: "Send it as `Authorization: Token ACCESS_TOKEN`." }),
    user: record<{ id: number; username: string | null; email: string }>({
      id: whole(),
      username: orNull(text()),
      email: text(),
    }),
  }),
)

const refreshedSchema = named("Refreshed", record<{ access_token: string }>({ access_token: text() }))

/** `sign_in`, which registers, `login_view` and `refresh_token`. */
export const accountEndpoints = (
  shop: Pick<UseCases, "register" | "obtainTokenPair" | "authenticateRefresh" | "rotateRefresh">,
  { rules, rotation, csrf, jar, sameSite }: AccountSettings,
): Endpoints => [
  endpoint({
    method: "POST",
    path: "sign_in",
    access: "public",
    ignoresCredentials: true,
    body: object({
      username: validatedField(username, { maxLength: USERNAME_MAX_LENGTH, malformed: BAD_USERNAME }),
      password: validatedField((text) => Result.map(checkPassword(text, rules.password), () => text), {
        trim: false,
        maxLength: rules.password.maxLength,
      }),
      email: validatedField(emailAddress, { maxLength: EMAIL_MAX_LENGTH, malformed: BAD_EMAIL }),
    }),
    docs: {
      id: "register",
      tag: TAG,
      summary: "Register",
      calls: ["register"],
      returns: [{ status: 200, description: "Registered.", schema: registeredSchema, example: { massage: "success" } }],
      example: { username: "ann", password: "correct horse", email: "ann@example.com" },
    },
    handle: ({ body, request }) =>
      Effect.as(shop.register({ ...body, address: clientAddress(request) }, rules), registered),
  }),
  endpoint({
    method: "POST",
    path: "login_view",
    access: "public",
    ignoresCredentials: true,
    // Prevents another site from signing a visitor in to the attacker's account.
    guard: (_, request) => csrf.foreignPage(request),
    body: object({
      username: charField({ maxLength: LOGIN_MAX_LENGTH }),
      password: knownPassword,
    }),
    docs: {
      id: "logIn",
      tag: TAG,
      summary: "Sign in",
      calls: ["obtainTokenPair"],
      returns: [
        {
          status: 200,
          description: "The access token, and whose it is.",
          schema: signedInSchema,
          headers: cookieHeaders,
        },
      ],
      rejects: [csrfRefusal({ kind: "untrusted-page", header: "Origin", value: "https://elsewhere.example" })],
      example: { username: "ann", password: "correct horse" },
    },
    handle: ({ body: { username, password }, request, prefix }) => {
      const command = { login: username, by: ["username"] as const, password, address: clientAddress(request) }
      return Effect.map(shop.obtainTokenPair(command, rotation, { rotates: true }), (signIn) => {
        const { id, username, email } = signIn.account
        const user = { id, username, email: email ?? "" }
        const response = json(200, { access_token: signIn.access, user }, jar.keep(request, prefix, signIn))
        const warning = crossSiteWarning(request, sameSite)
        return warning === undefined ? response : { ...response, warning }
      })
    },
  }),
  endpoint({
    method: "POST",
    path: "refresh_token",
    access: "public",
    ignoresCredentials: true,
    docs: {
      id: "refreshToken",
      tag: TAG,
      summary: "Refresh the access token",
      description: "Needs the cookies of the sign-in. The refresh token rotates.",
      calls: ["authenticateRefresh", "rotateRefresh"],
      returns: [{ status: 200, description: "A new access token.", schema: refreshedSchema, headers: cookieHeaders }],
      headers: [csrfHeader],
      rejects: [notSignedIn, csrfRefusal({ kind: "missing-token" })],
    },
    handle: ({ request, prefix }) => {
      const refresh = jar.refreshOf(request)
      if (refresh === undefined) return Effect.succeed(notSignedIn)
      return Effect.gen(function* () {
        // Checked first, so that a forged request does not use up the token.
        const forged = csrf.forged(
          request,
          (yield* shop.authenticateRefresh(refresh, { dialects: [rotation.dialect] })).session,
        )
        if (forged !== null) return forged
        const next = yield* shop.rotateRefresh(refresh, rotation)
        return json(200, { access_token: next.access }, jar.keep(request, prefix, next))
      })
    },
  }),
]

const registered = json(200, { massage: "success" })
