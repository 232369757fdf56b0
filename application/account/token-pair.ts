import { Effect } from "effect"
import type { Account } from "../../domain/account/account.ts"
import { AccountInactive, UnknownAccount } from "../../domain/account/errors.ts"
import type { SessionPolicy } from "../../domain/account/session-policy.ts"
import type { Accounts, Credentials } from "../ports/accounts.ts"
import type { PhoneNumbers } from "../ports/phone-numbers.ts"
import { refreshDigest } from "../ports/refresh-rotations.ts"
import type { SessionId, Sessions } from "../ports/sessions.ts"
import { InvalidToken, type TokenClaims, type TokenType } from "../ports/token-pairs.ts"
import { type AcceptedTokenPorts, type AcceptedTokens, makeReadAcceptedToken } from "./accepted-token.ts"
import { findCredentials } from "./find-credentials.ts"
import type { LogInCommand, LogInError } from "./log-in.ts"
import type { TokenSettings } from "./token-settings.ts"
import { verifyCandidates } from "./verify-candidates.ts"
import type { VerifyPassword } from "./verify-password.ts"

export interface TokenPairPorts extends AcceptedTokenPorts {
  readonly accounts: Accounts
  readonly phones: PhoneNumbers
  readonly verifyPassword: VerifyPassword
  readonly sessions: Sessions
  readonly sessionPolicy: SessionPolicy
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
  settings: TokenSettings,
  options?: { readonly rotates: boolean },
) => Effect.Effect<TokenPair & { readonly account: Account; readonly session: SessionId }, LogInError>

export const makeObtainTokenPair = (ports: TokenPairPorts): ObtainTokenPair =>
  Effect.fnUntraced(function* ({ password, address, ...login }, { dialect, ...lifetimes }, options) {
    const { sessions, pairs, clock, sessionPolicy } = ports
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
      maxPerAccount: sessionPolicy.maxPerAccount,
    })
    const issuer = yield* ports.shopIdentity.id()
    const request = { issuer, audience: dialect, account: account.id, session }
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
  settings: TokenSettings,
) => Effect.Effect<{ readonly access: string }, TokenError>

export const makeRefreshAccess = (ports: TokenPairPorts): RefreshAccess => {
  const bearer = makeBearer(ports)
  return Effect.fnUntraced(function* (refresh, { dialect, access }) {
    const { account, session, rotates } = yield* bearer("refresh", refresh, { dialects: [dialect] })
    // A single-use token must not be usable many times through this use case.
    if (rotates) return yield* new InvalidToken({ reason: "expired" })
    const id = ports.pairs.newId()
    const issuer = yield* ports.shopIdentity.id()
    const request = { issuer, audience: dialect, account: account.id, session, id, lifetimeSeconds: access }
    return { access: yield* ports.pairs.issue("access", request) }
  })
}

/**
 * Returns the account behind an access token while its session is open. Accepts tokens of the named dialects only. Use
 * it in a host that protects its own endpoints with the tokens of `myecommerce` or `phone-login`.
 */
export type AuthenticateAccess = (access: string, accepted: AcceptedTokens) => Effect.Effect<TokenBearer, TokenError>

export const makeAuthenticateAccess = (ports: TokenPairPorts): AuthenticateAccess => {
  const bearer = makeBearer(ports)
  return (access, accepted) =>
    Effect.map(bearer("access", access, accepted), ({ account, session }) => ({ account, session }))
}

const makeBearer = (ports: TokenPairPorts) => {
  const { accounts, sessions, clock } = ports
  const read = makeReadAcceptedToken(ports)
  return Effect.fnUntraced(function* (
    type: TokenType,
    token: string,
    accepted: AcceptedTokens,
  ): Effect.fn.Return<TokenBearer & { readonly rotates: boolean }, TokenError> {
    const claims = yield* read(type, token, accepted)
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
}

/** Tokens carry whole seconds. A token issued in the second of the password change counts as issued before it. */
const isYounger = ({ issuedAt }: TokenClaims, { passwordChangedAt }: Credentials): boolean =>
  passwordChangedAt === null || (issuedAt !== null && issuedAt > passwordChangedAt)
