import { Effect } from "effect"
import type { Account } from "../../domain/account/account.ts"
import type { Clock } from "../ports/clock.ts"
import type { RefreshRotations } from "../ports/refresh-rotations.ts"
import type { SessionId, Sessions } from "../ports/sessions.ts"
import { InvalidToken, type TokenPairs } from "../ports/token-pairs.ts"
import type { TokenLifetimes, TokenPair } from "./token-pair.ts"

export interface RotateRefreshPorts {
  readonly sessions: Sessions
  readonly rotations: RefreshRotations
  readonly pairs: TokenPairs
  readonly clock: Clock
}

/** Who is behind a refresh token of a session that rotates. */
export interface RefreshBearer {
  readonly account: Account
  readonly session: SessionId
}

export interface RotationSettings extends TokenLifetimes {
  /** For how many seconds after its use a token still brings its successor: a client may not have got the answer. */
  readonly grace: number
}

/** Finds whose session a refresh token belongs to, and uses nothing up: the token may have been used already. */
export type AuthenticateRefresh = (refresh: string) => Effect.Effect<RefreshBearer, InvalidToken>

export const makeAuthenticateRefresh = (ports: RotateRefreshPorts): AuthenticateRefresh => {
  const read = makeRead(ports)
  return (refresh) => Effect.map(read(refresh), ({ account, session }) => ({ account, session }))
}

/**
 * Trades a refresh token for its successor and new access; only for sessions opened to rotate. Handed in again within
 * the grace it brings the very same successor. After that it ends the session: either it or its successor is in the
 * wrong hands, and which of the two cannot be told.
 */
export type RotateRefresh = (
  refresh: string,
  settings: RotationSettings,
) => Effect.Effect<TokenPair & RefreshBearer, InvalidToken>

export const makeRotateRefresh = (ports: RotateRefreshPorts): RotateRefresh => {
  const { rotations, pairs, clock } = ports
  const read = makeRead(ports)
  return Effect.fnUntraced(function* (refresh, { access, refresh: lifetime, grace }) {
    const { account, session, id: used } = yield* read(refresh)
    const at = clock.now()
    // Tokens tell whole seconds: what is kept must be what is written.
    const issuedAt = new Date(Math.floor(at.getTime() / 1000) * 1000)
    const expiresAt = new Date(issuedAt.getTime() + lifetime * 1000)
    const successor = { id: pairs.newId(), issuedAt, expiresAt }
    const next = yield* rotations.rotate({ session, used, successor, at, graceSeconds: grace })
    if (next === "replayed") return yield* new InvalidToken({ reason: "replayed" })
    if (next === "ended") return yield* new InvalidToken({ reason: "expired" })
    const request = { account: account.id, session }
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

const makeRead = ({ sessions, pairs, clock }: RotateRefreshPorts) =>
  Effect.fnUntraced(function* (refresh: string) {
    const { account: owner, session: named, id } = yield* pairs.read("refresh", refresh)
    const session = named === null ? null : yield* sessions.findById(named, clock.now())
    if (session === null || !session.rotates || session.account.id !== owner || !session.account.isActive)
      return yield* new InvalidToken({ reason: "expired" })
    return { account: session.account, session: session.id, id }
  })
