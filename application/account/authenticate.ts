import { Effect } from "effect"
import { NotAuthenticated } from "../../domain/account/errors.ts"
import { renewedExpiry, type SessionPolicy } from "../../domain/account/session-policy.ts"
import type { Clock } from "../ports/clock.ts"
import type { SessionTokens } from "../ports/session-tokens.ts"
import type { Session, Sessions } from "../ports/sessions.ts"

export interface AuthenticatePorts {
  readonly sessions: Sessions
  readonly tokens: SessionTokens
  readonly clock: Clock
  readonly sessionPolicy: SessionPolicy
}

/** Returns the open session of an opaque token. Using a token postpones its expiry. */
export type Authenticate = (token: string) => Effect.Effect<Session, NotAuthenticated>

export const makeAuthenticate =
  ({ sessions, tokens, clock, sessionPolicy }: AuthenticatePorts): Authenticate =>
  (token) =>
    Effect.suspend(() => {
      const now = clock.now()
      return Effect.flatMap(sessions.find(tokens.digest(token), now), (session) => {
        if (!session?.account.isActive) return Effect.fail(new NotAuthenticated())
        const expiresAt = renewedExpiry(sessionPolicy, session.expiresAt, now)
        if (expiresAt === null) return Effect.succeed(session)
        return Effect.as(sessions.extend(session.id, expiresAt), { ...session, expiresAt })
      })
    })
