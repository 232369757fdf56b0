import { Result } from "effect"
import { SessionId } from "../../application/ports/sessions.ts"
import { InvalidToken, type TokenClaims, type TokenType } from "../../application/ports/token-pairs.ts"
import { AccountId } from "../../domain/account/account.ts"

/** Claims by their names in a token: simplejwt's, and `sid` for the session, which simplejwt passes over. */
export interface JwtClaims {
  readonly token_type: TokenType
  readonly exp: number
  readonly iat: number
  readonly jti: string
  readonly user_id: number
  readonly sid?: number
}

/** Claims without which no token counts. */
export const requiredClaims: ReadonlyArray<keyof JwtClaims> = ["token_type", "exp", "jti", "user_id"]

const jtiPattern = /^[0-9a-f]{32}$/

/** Reads the claims of a genuine token; newer versions of simplejwt write `user_id` as text. */
export const readClaims = (
  type: TokenType,
  payload: { readonly [claim: string]: unknown },
): Result.Result<TokenClaims, InvalidToken> => {
  const { token_type, jti, user_id, sid, exp, iat } = payload
  if (token_type !== type) return Result.fail(new InvalidToken({ reason: "wrong-type" }))
  const account = typeof user_id === "string" && /^[1-9]\d*$/.test(user_id) ? Number(user_id) : user_id
  const expiresAt = date(exp)
  const issuedAt = iat === undefined ? null : date(iat)
  const isWhole =
    isId(account) &&
    (sid === undefined || isId(sid)) &&
    typeof jti === "string" &&
    jtiPattern.test(jti) &&
    expiresAt !== undefined &&
    issuedAt !== undefined
  if (!isWhole) return Result.fail(new InvalidToken({ reason: "claims" }))
  return Result.succeed({
    account: AccountId(account),
    session: sid === undefined ? null : SessionId(sid),
    id: jti,
    issuedAt,
    expiresAt,
  })
}

const isId = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) > 0

/** Seconds since 1970 as a date; `undefined` where they are no number or beyond what a date holds. */
const date = (seconds: unknown): Date | undefined => {
  const at = new Date(typeof seconds === "number" ? seconds * 1000 : Number.NaN)
  return Number.isNaN(at.getTime()) ? undefined : at
}
