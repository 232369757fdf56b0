import { Effect } from "effect"
import type { TokenBearer, TokenError } from "../../../application/account/token-pair.ts"
import type { UseCases } from "../../../application/use-cases.ts"
import type { Scheme } from "../dialect/dialect.ts"
import { type HttpResponse, json } from "../dialect/response.ts"
import { NOT_SIGNED_IN, notPermitted, unauthorized } from "../drf/responses.ts"

/** What simplejwt challenges with. */
export const CHALLENGE = 'Bearer realm="api"'

/** 401 with simplejwt's challenge and a body of any form. */
export const refusedWith = (body: unknown): HttpResponse => json(401, body, { "WWW-Authenticate": CHALLENGE })

const invalidToken = refusedWith({
  detail: "Given token not valid for any token type",
  code: "token_not_valid",
  messages: [{ token_class: "AccessToken", token_type: "access", message: "Token is invalid or expired" }],
})

/** simplejwt's answers to a token that opens nothing. */
const refusals: { readonly [Tag in TokenError["_tag"]]: HttpResponse } = {
  InvalidToken: invalidToken,
  AccountInactive: refusedWith({ detail: "User is inactive", code: "user_inactive" }),
  UnknownAccount: refusedWith({ detail: "User not found", code: "user_not_found" }),
}

const badHeader = refusedWith({
  detail: "Authorization header must contain two space-delimited values",
  code: "bad_authorization_header",
})

/**
 * `Authorization: Bearer <access token>`, as simplejwt's `JWTAuthentication` reads it. The scheme's name compares
 * without case (RFC 9110, 11.1); a header of another scheme is as good as none.
 */
export const bearerScheme = (shop: Pick<UseCases, "authenticateAccess">): Scheme<TokenBearer> => ({
  identify: ({ authorization = "" }) => {
    const [scheme, token, ...rest] = authorization.split(/[ \t]+/).filter((part) => part !== "")
    if (scheme?.toLowerCase() !== "bearer") return null
    if (token === undefined || rest.length > 0) return Effect.fail(badHeader)
    return Effect.mapError(shop.authenticateAccess(token), ({ _tag }) => refusals[_tag])
  },
  isAdmin: ({ account }) => account.isAdmin,
  notSignedIn: unauthorized(CHALLENGE, NOT_SIGNED_IN),
  notPermitted,
})
