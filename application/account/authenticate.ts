import { Effect } from "effect"
import { NotAuthenticated } from "../../domain/account/errors.ts"
import type { Clock } from "../ports/clock.ts"
import type { SessionTokens } from "../ports/session-tokens.ts"
import type { Session, Sessions } from "../ports/sessions.ts"

export interface AuthenticatePorts {
  readonly sessions: Sessions
  readonly tokens: SessionTokens
  readonly clock: Clock
}

/** Returns the open session of an opaque token. */
export type Authenticate = (token: string) => Effect.Effect<Session, NotAuthenticated>

export const makeAuthenticate =
  ({ sessions, tokens, clock }: AuthenticatePorts): Authenticate =>
  (token) =>
    Effect.flatMap(sessions.find(tokens.digest(token), clock.now()), (session) =>
      session?.account.isActive ? Effect.succeed(session) : Effect.fail(new NotAuthenticated()),
    )
