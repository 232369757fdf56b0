import { Effect } from "effect"
import { NotAuthenticated } from "../../domain/account/errors.ts"
import type { SessionTokens } from "../ports/session-tokens.ts"
import type { Session, Sessions } from "../ports/sessions.ts"

export interface AuthenticatePorts {
  readonly sessions: Sessions
  readonly tokens: SessionTokens
}

/** Finds the open session behind a token. */
export type Authenticate = (token: string) => Effect.Effect<Session, NotAuthenticated>

export const makeAuthenticate =
  ({ sessions, tokens }: AuthenticatePorts): Authenticate =>
  (token) =>
    Effect.flatMap(sessions.find(tokens.digest(token)), (session) =>
      session?.account.isActive ? Effect.succeed(session) : Effect.fail(new NotAuthenticated()),
    )
