import { Data, type Effect } from "effect"
import type { AccountId } from "../../domain/account/account.ts"
import type { SessionId } from "./sessions.ts"

/**
 * An access token opens endpoints. A refresh token is exchanged for new tokens. Neither is accepted in place of the
 * other.
 */
export type TokenType = "access" | "refresh"

/** The claims of a verified token. */
export interface TokenClaims {
  /** The issuer: a shop's id, or `null` when the token names none. */
  readonly issuer: string | null
  /** The dialects in which the token is valid. Empty when the token names none. */
  readonly audience: ReadonlyArray<string>
  readonly account: AccountId
  /** The session of the token, or `null` when a simplejwt server with the same key issued it. */
  readonly session: SessionId | null
  /** Identifies this token: 32 hexadecimal digits. */
  readonly id: string
  /** In whole seconds, or `null` when the issuer did not include it. */
  readonly issuedAt: Date | null
  /** The time from which the token is invalid, in whole seconds. */
  readonly expiresAt: Date
}

/** The claims of a token to issue. */
export interface TokenRequest {
  /** The shop's id. See `ShopIdentity`. */
  readonly issuer: string
  /** The name of the dialect in which the token is valid. */
  readonly audience: string
  readonly account: AccountId
  /** `null` only when a token of another server is exchanged. */
  readonly session: SessionId | null
  /** From {@link TokenPairs.newId}. */
  readonly id: string
  /** A whole number from 1. */
  readonly lifetimeSeconds: number
  /** In whole seconds. Defaults to now. Issuing with the same request returns the same token. */
  readonly issuedAt?: Date | undefined
}

/**
 * A token that is not valid. `reason` is for logs. Clients receive the same response for every reason.
 *
 * @example
 * const bearer = await shop.authenticateAccess(token, { dialects: ["myecommerce"] })
 * if (!bearer.ok && bearer.error._tag === "InvalidToken") console.log(bearer.error.reason)
 */
export class InvalidToken extends Data.TaggedError("InvalidToken")<{
  readonly reason:
    | "too-long"
    | "malformed"
    | "unknown-key"
    | "forged"
    | "claims"
    | "wrong-type"
    | "wrong-issuer"
    | "wrong-audience"
    | "expired"
    | "not-yet"
    | "replayed"
}> {}

/** Signed tokens that carry the account, so that reading one needs no store. */
export interface TokenPairs {
  /** Returns a new unique token id. */
  readonly newId: () => string
  readonly issue: (type: TokenType, request: TokenRequest) => Effect.Effect<string>
  /** Verifies a token of the expected type. The caller must still check that its session is open. */
  readonly read: (type: TokenType, token: string) => Effect.Effect<TokenClaims, InvalidToken>
}
