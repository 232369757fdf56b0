import { Effect } from "effect"
import type { TokenPair } from "../../../../application/account/token-pair.ts"
import type { RotationSettings } from "../../../../application/account/token-settings.ts"
import type { UseCases } from "../../../../application/use-cases.ts"
import type { Account } from "../../../../domain/account/account.ts"
import { EMAIL_MAX_LENGTH, type IdentifierKind } from "../../../../domain/account/identifier.ts"
import { object, text } from "../../dialect/json/fields.ts"
import { json } from "../../dialect/response.ts"
import { named, oneOf, record, text as textSchema, whole } from "../../dialect/schema.ts"
import { clientAddress } from "../../server/client-address.ts"
import { formatIdentity, identitySchema } from "./account-view.ts"
import { type Endpoints, endpoint } from "./dialect-errors.ts"

/** Longer than the rule for new passwords allows, for passwords from other systems. */
export const PASSWORD_MAX_LENGTH = 4096
/** The longest refresh token that is read, in characters. The shop's own have a few hundred. */
const TOKEN_MAX_LENGTH = 8192

/** What a login may be. */
export const loginKinds: ReadonlyArray<IdentifierKind> = ["email", "username", "phone"]

export const signInBody = object({
  login: text(EMAIL_MAX_LENGTH, { description: "An e-mail address, a user name or a phone number." }),
  password: text(PASSWORD_MAX_LENGTH, { format: "password" }),
})

export const signInExample = { login: "mia@example.com", password: "a-long-password" }

/** Formats a pair of tokens. `expiresIn` is the lifetime of the access token, in seconds. */
const formatPair = ({ access, refresh, account }: TokenPair & { readonly account: Account }, expiresIn: number) => ({
  accessToken: access,
  refreshToken: refresh,
  tokenType: "Bearer" as const,
  expiresIn,
  account: formatIdentity(account),
})

const pairSchema = named(
  "TokenPair",
  record<ReturnType<typeof formatPair>>({
    accessToken: textSchema({ description: "Send it as `Authorization: Bearer ACCESS_TOKEN`." }),
    refreshToken: textSchema({ description: "Valid for one use." }),
    tokenType: oneOf(["Bearer"]),
    expiresIn: whole({ minimum: 1, description: "Seconds for which the access token is valid.", examples: [900] }),
    account: identitySchema,
  }),
)

const TAG = "Sign-in"

/** Returns the endpoints that issue bearer tokens. */
export const tokenEndpoints = (
  shop: Pick<UseCases, "obtainTokenPair" | "rotateRefresh">,
  rotation: RotationSettings,
): Endpoints => [
  endpoint({
    method: "POST",
    path: "tokens",
    access: "public",
    ignoresCredentials: true,
    body: signInBody,
    docs: {
      id: "createTokens",
      tag: TAG,
      summary: "Sign in with bearer tokens",
      description:
        "For apps and for pages that keep the tokens themselves. The access token is valid for a short time. " +
        "Exchange the refresh token for a new pair before it ends.",
      calls: ["obtainTokenPair"],
      returns: [{ status: 200, description: "The tokens.", schema: pairSchema }],
      example: signInExample,
    },
    handle: ({ body, request }) =>
      Effect.map(
        shop.obtainTokenPair({ ...body, by: loginKinds, address: clientAddress(request) }, rotation, { rotates: true }),
        (pair) => json(200, formatPair(pair, rotation.access)),
      ),
  }),
  endpoint({
    method: "POST",
    path: "tokens/refresh",
    access: "public",
    ignoresCredentials: true,
    body: object({ refreshToken: text(TOKEN_MAX_LENGTH) }),
    docs: {
      id: "refreshTokens",
      tag: TAG,
      summary: "Exchange a refresh token",
      description:
        "A refresh token is valid for one use. A token that comes back after a short grace period ends its session, " +
        "because it was stolen from one of its two users.",
      calls: ["rotateRefresh"],
      returns: [{ status: 200, description: "The new tokens.", schema: pairSchema }],
      example: { refreshToken: "eyJhbGciOiJIUzI1NiJ9.eyJ0b2tlbl90eXBlIjoicmVmcmVzaCJ9.c2lnbmF0dXJl" },
    },
    handle: ({ body }) =>
      Effect.map(shop.rotateRefresh(body.refreshToken, rotation), (pair) =>
        json(200, formatPair(pair, rotation.access)),
      ),
  }),
]
