import { Effect } from "effect"
import type { Account } from "../../domain/account/account.ts"
import type { RefreshRotations } from "../ports/refresh-rotations.ts"
import type { SessionId, Sessions } from "../ports/sessions.ts"
import { InvalidToken } from "../ports/token-pairs.ts"
import { type AcceptedTokenPorts, type AcceptedTokens, makeReadAcceptedToken } from "./accepted-token.ts"
import type { TokenPair } from "./token-pair.ts"
import type { RotationSettings } from "./token-settings.ts"

export interface RotateRefreshPorts extends AcceptedTokenPorts {
  readonly sessions: Sessions
  readonly rotations: RefreshRotations
}

/** The account and session of a rotating refresh token. */
export interface RefreshBearer {
  readonly account: Account
  readonly session: SessionId
}

/** Returns the session of a refresh token without using the token. The token may have been used before. */
export type AuthenticateRefresh = (
  refresh: string,
  accepted: AcceptedTokens,
) => Effect.Effect<RefreshBearer, InvalidToken>

export const makeAuthenticateRefresh = (ports: RotateRefreshPorts): AuthenticateRefresh => {
  const read = makeRead(ports)
  return (refresh, accepted) => Effect.map(read(refresh, accepted), ({ account, session }) => ({ account, session }))
}

/**
 * Exchanges a refresh token for its successor and a new access token. Works only for sessions that rotate. A token
 * presented again within the grace period returns the same successor. Presented later, it ends the session: either the
 * token or its successor was stolen, and the store cannot know which.
 */
export type RotateRefresh = (
  refresh: string,
  settings: RotationSettings,
) => Effect.Effect<TokenPair & RefreshBearer, InvalidToken>

export const makeRotateRefresh = (ports: RotateRefreshPorts): RotateRefresh => {
  const { rotations, pairs, clock, shopIdentity } = ports
  const read = makeRead(ports)
  return Effect.fnUntraced(function* (refresh, { dialect, access, refresh: lifetime, grace }) {
    const { account, session, id: used } = yield* read(refresh, { dialects: [dialect] })
    const at = clock.now()
    // Tokens carry whole seconds, so the stored times must be whole seconds as well.
    const issuedAt = new Date(Math.floor(at.getTime() / 1000) * 1000)
    const expiresAt = new Date(issuedAt.getTime() + lifetime * 1000)
    const successor = { id: pairs.newId(), issuedAt, expiresAt }
    const next = yield* rotations.rotate({ session, used, successor, at, graceSeconds: grace })
    if (next === "replayed") return yield* new InvalidToken({ reason: "replayed" })
    if (next === "ended") return yield* new InvalidToken({ reason: "expired" })
    const issuer = yield* shopIdentity.id()
    const request = { issuer, audience: dialect, account: account.id, session }
    return {
      account,
      session,
      access: yield* pairs.issue("access", { ...request, id: pairs.newId(), lifetimeSeconds: access }),
      refresh: yield* pairs.issue("refresh", {
        ...request,
        id: next.id,
        issuedAt: next.issuedAt,
        lifetimeSeconds: Math.round((next.expiresAt.getTime() - next.issuedAt.getTime()) / 1000),
      }),
    }
  })
}

const makeRead = (ports: RotateRefreshPorts) => {
  const { sessions, clock } = ports
  const readAccepted = makeReadAcceptedToken(ports)
  return Effect.fnUntraced(function* (refresh: string, accepted: AcceptedTokens) {
    const { account: owner, session: named, id } = yield* readAccepted("refresh", refresh, accepted)
    const session = named === null ? null : yield* sessions.findById(named, clock.now())
    if (session === null || !session.rotates || session.account.id !== owner || !session.account.isActive)
      return yield* new InvalidToken({ reason: "expired" })
    return { account: session.account, session: session.id, id }
  })
}
