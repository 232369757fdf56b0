import { Effect } from "effect"
import type { Account } from "../../domain/account/account.ts"
import { AccountInactive, UnknownAccount } from "../../domain/account/errors.ts"
import type { Accounts, Credentials } from "../ports/accounts.ts"
import type { Clock } from "../ports/clock.ts"
import type { PhoneNumbers } from "../ports/phone-numbers.ts"
import { refreshDigest } from "../ports/refresh-rotations.ts"
import type { SessionId, Sessions } from "../ports/sessions.ts"
import { InvalidToken, type TokenClaims, type TokenPairs, type TokenType } from "../ports/token-pairs.ts"
import { findCredentials } from "./find-credentials.ts"
import type { LogInCommand, LogInError } from "./log-in.ts"
import { verifyCandidates } from "./verify-candidates.ts"
import type { VerifyPassword } from "./verify-password.ts"

export interface TokenPairPorts {
  readonly accounts: Accounts
  readonly phones: PhoneNumbers
  readonly verifyPassword: VerifyPassword
  readonly sessions: Sessions
  readonly pairs: TokenPairs
  readonly clock: Clock
}

/** The lifetimes of a dialect's tokens, in seconds. */
export interface TokenLifetimes {
  readonly access: number
  readonly refresh: number
}

export interface TokenPair {
  readonly access: string
  readonly refresh: string
}

/** The account behind a token. `session` is `null` when another server with the same key issued the token. */
export interface TokenBearer {
  readonly account: Account
  readonly session: SessionId | null
}

export type TokenError = InvalidToken | AccountInactive | UnknownAccount

/**
 * Opens a session after checking the password, and issues its tokens. With `rotates`, the refresh token is valid for
 * one use, and only `RotateRefresh` accepts it.
 */
export type ObtainTokenPair = (
  command: LogInCommand,
  lifetimes: TokenLifetimes,
  options?: { readonly rotates: boolean },
) => Effect.Effect<TokenPair & { readonly account: Account; readonly session: SessionId }, LogInError>

export const makeObtainTokenPair = (ports: TokenPairPorts): ObtainTokenPair =>
  Effect.fnUntraced(function* ({ password, address, ...login }, lifetimes, options) {
    const { sessions, pairs, clock } = ports
    const candidates = yield* findCredentials(ports, login)
    const typed = { password, address }
    const { account, passwordChangedAt } = yield* verifyCandidates(ports.verifyPassword, candidates, typed)
    const refreshId = pairs.newId()
    const now = clock.now()
    const session = yield* sessions.open({
      account: account.id,
      passwordChangedAt,
      tokenDigest: refreshDigest(refreshId),
      openedAt: now,
      expiresAt: new Date(now.getTime() + lifetimes.refresh * 1000),
      rotates: options?.rotates ?? false,
    })
    const request = { account: account.id, session }
    return {
      account,
      session,
      access: yield* pairs.issue("access", { ...request, id: pairs.newId(), lifetimeSeconds: lifetimes.access }),
      refresh: yield* pairs.issue("refresh", { ...request, id: refreshId, lifetimeSeconds: lifetimes.refresh }),
    }
  })

/** Issues a new access token for a refresh token whose session is open. Does not rotate the refresh token. */
export type RefreshAccess = (
  refresh: string,
  lifetimes: TokenLifetimes,
) => Effect.Effect<{ readonly access: string }, TokenError>

export const makeRefreshAccess = (ports: TokenPairPorts): RefreshAccess => {
  const bearer = makeBearer(ports)
  return Effect.fnUntraced(function* (refresh, lifetimes) {
    const { account, session, rotates } = yield* bearer("refresh", refresh)
    // A single-use token must not be usable many times through this use case.
    if (rotates) return yield* new InvalidToken({ reason: "expired" })
    const id = ports.pairs.newId()
    const request = { account: account.id, session, id, lifetimeSeconds: lifetimes.access }
    return { access: yield* ports.pairs.issue("access", request) }
  })
}

/** Returns the account behind an access token while its session is open. */
export type AuthenticateAccess = (access: string) => Effect.Effect<TokenBearer, TokenError>

export const makeAuthenticateAccess = (ports: TokenPairPorts): AuthenticateAccess => {
  const bearer = makeBearer(ports)
  return (access) => Effect.map(bearer("access", access), ({ account, session }) => ({ account, session }))
}

const makeBearer = ({ accounts, sessions, pairs, clock }: TokenPairPorts) =>
  Effect.fnUntraced(function* (
    type: TokenType,
    token: string,
  ): Effect.fn.Return<TokenBearer & { readonly rotates: boolean }, TokenError> {
    const claims = yield* pairs.read(type, token)
    const session = claims.session === null ? null : yield* sessions.findById(claims.session, clock.now())
    if (session !== null && session.account.id === claims.account && session.account.isActive)
      return { account: session.account, session: session.id, rotates: session.rotates }
    const credentials = yield* accounts.findById(claims.account)
    if (credentials === null) return yield* new UnknownAccount({ account: claims.account })
    if (!credentials.account.isActive) return yield* new AccountInactive()
    // Our own tokens end with their session. Tokens of another server end when the password changes.
    if (claims.session !== null || !isYounger(claims, credentials))
      return yield* new InvalidToken({ reason: "expired" })
    return { account: credentials.account, session: null, rotates: false }
  })

/** Tokens carry whole seconds. A token issued in the second of the password change counts as issued before it. */
const isYounger = ({ issuedAt }: TokenClaims, { passwordChangedAt }: Credentials): boolean =>
  passwordChangedAt === null || (issuedAt !== null && issuedAt > passwordChangedAt)
