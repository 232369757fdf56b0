import { Data, type Effect } from "effect"
import type { AccountId } from "../../domain/account/account.ts"
import type { SessionId } from "./sessions.ts"

/** An access token opens endpoints, a refresh token is traded for new tokens; neither stands in for the other. */
export type TokenType = "access" | "refresh"

/** What a token says, once it is known to be genuine and in its time. */
export interface TokenClaims {
  readonly account: AccountId
  /** The sign-in it belongs to; `null` in tokens that another simplejwt server of the same key has issued. */
  readonly session: SessionId | null
  /** Names this one token: 32 hex digits. */
  readonly id: string
  /** In whole seconds; `null` where the issuer did not say. */
  readonly issuedAt: Date | null
  /** From this moment on the token is no longer good. In whole seconds. */
  readonly expiresAt: Date
}

/** What a new token is to say. */
export interface TokenRequest {
  readonly account: AccountId
  /** `null` only where a token of another server is traded in. */
  readonly session: SessionId | null
  /** From {@link TokenPairs.newId}. */
  readonly id: string
  /** A whole number from 1. */
  readonly lifetimeSeconds: number
  /** In whole seconds; now unless given. A token that is issued once more with the same request is the same token. */
  readonly issuedAt?: Date | undefined
}

/**
 * A token that is not to be trusted. `reason` is for logs: clients are told the same whatever it is.
 *
 * @example
 * const bearer = await shop.authenticateAccess(token)
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
    | "expired"
    | "not-yet"
    | "replayed"
}> {}

/** Signed tokens that carry who signed in, so that reading one needs no store. */
export interface TokenPairs {
  /** A new token's id that nobody else has. */
  readonly newId: () => string
  readonly issue: (type: TokenType, request: TokenRequest) => Effect.Effect<string>
  /** Reads a token of the type that is expected. Whether its session is still open only the store can say. */
  readonly read: (type: TokenType, token: string) => Effect.Effect<TokenClaims, InvalidToken>
}
