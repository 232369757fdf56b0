import { Result } from "effect"
import { isSessionId } from "../../application/ports/sessions.ts"
import { InvalidToken, type TokenClaims, type TokenType } from "../../application/ports/token-pairs.ts"
import { AccountId } from "../../domain/account/account.ts"

/**
 * Claims by their names in a token: simplejwt's, then `iss` for the shop, `aud` for the dialect and `sid` for the
 * session. simplejwt ignores the latter three by default.
 */
export interface JwtClaims {
  readonly token_type: TokenType
  readonly exp: number
  readonly iat: number
  readonly jti: string
  readonly user_id: number
  readonly iss: string
  readonly aud: string
  readonly sid?: string
}

/** The claims that every token must have. */
export const requiredClaims: ReadonlyArray<keyof JwtClaims> = ["token_type", "exp", "jti", "user_id"]

const jtiPattern = /^[0-9a-f]{32}$/

/** Reads the claims of a verified token. Newer versions of simplejwt write `user_id` as text. */
export const readClaims = (
  type: TokenType,
  payload: { readonly [claim: string]: unknown },
): Result.Result<TokenClaims, InvalidToken> => {
  const { token_type, jti, user_id, sid, iss, aud, exp, iat } = payload
  if (token_type !== type) return Result.fail(new InvalidToken({ reason: "wrong-type" }))
  const account = typeof user_id === "string" && /^[1-9]\d*$/.test(user_id) ? Number(user_id) : user_id
  const expiresAt = date(exp)
  const audience = audienceOf(aud)
  const issuedAt = iat === undefined ? null : date(iat)
  const isWhole =
    isId(account) &&
    (sid === undefined || isSessionId(sid)) &&
    (iss === undefined || typeof iss === "string") &&
    audience !== undefined &&
    typeof jti === "string" &&
    jtiPattern.test(jti) &&
    expiresAt !== undefined &&
    issuedAt !== undefined
  if (!isWhole) return Result.fail(new InvalidToken({ reason: "claims" }))
  return Result.succeed({
    issuer: iss ?? null,
    audience,
    account: AccountId(account),
    session: sid ?? null,
    id: jti,
    issuedAt,
    expiresAt,
  })
}

const isId = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) > 0

/** The audience as a list (RFC 7519, section 4.1.3), or `undefined` when it is malformed. */
const audienceOf = (aud: unknown): ReadonlyArray<string> | undefined => {
  const all: ReadonlyArray<unknown> = Array.isArray(aud) ? aud : aud === undefined ? [] : [aud]
  return all.every((name) => typeof name === "string") ? all : undefined
}

/** Converts seconds since 1970. Returns `undefined` for values that are not numbers or outside the range of a date. */
const date = (seconds: unknown): Date | undefined => {
  const at = new Date(typeof seconds === "number" ? seconds * 1000 : Number.NaN)
  return Number.isNaN(at.getTime()) ? undefined : at
}
