import { Effect } from "effect"
import type { TokenBearer, TokenError } from "../../../application/account/token-pair.ts"
import type { UseCases } from "../../../application/use-cases.ts"
import type { Scheme } from "../dialect/dialect.ts"
import { type HttpResponse, json } from "../dialect/response.ts"
import { NOT_SIGNED_IN, notPermitted, storeUnavailable, unauthorized } from "../drf/responses.ts"

/** simplejwt's challenge. */
export const CHALLENGE = 'Bearer realm="api"'

/** Returns a 401 with simplejwt's challenge and the given body. */
export const refusedWith = (body: unknown): HttpResponse => json(401, body, { "WWW-Authenticate": CHALLENGE })

const invalidToken = refusedWith({
  detail: "Given token not valid for any token type",
  code: "token_not_valid",
  messages: [{ token_class: "AccessToken", token_type: "access", message: "Token is invalid or expired" }],
})

/** simplejwt's responses to an invalid token. */
const tokenErrors: { readonly [Tag in TokenError["_tag"]]: HttpResponse } = {
  InvalidToken: invalidToken,
  AccountInactive: refusedWith({ detail: "User is inactive", code: "user_inactive" }),
  UnknownAccount: refusedWith({ detail: "User not found", code: "user_not_found" }),
}

const badHeader = refusedWith({
  detail: "Authorization header must contain two space-delimited values",
  code: "bad_authorization_header",
})

/**
 * Reads `Authorization: Bearer <access token>` like simplejwt's `JWTAuthentication`. Accepts tokens of this dialect
 * only. The scheme's name compares without case (RFC 9110, section 11.1). A header of another scheme is ignored.
 */
export const bearerScheme = (shop: Pick<UseCases, "authenticateAccess">, dialect: string): Scheme<TokenBearer> => ({
  identify: ({ authorization = "" }) => {
    const [scheme, token, ...rest] = authorization.split(/[ \t]+/).filter((part) => part !== "")
    if (scheme?.toLowerCase() !== "bearer") return null
    if (token === undefined || rest.length > 0) return Effect.fail(badHeader)
    return Effect.mapError(shop.authenticateAccess(token, { dialects: [dialect] }), (error) =>
      error._tag === "StoreUnavailable" ? storeUnavailable(error) : tokenErrors[error._tag],
    )
  },
  isAdmin: ({ account }) => account.isAdmin,
  rejections: [...Object.values(tokenErrors), badHeader],
  notSignedIn: unauthorized(CHALLENGE, NOT_SIGNED_IN),
  notPermitted,
})
