import type { Effect } from "effect"
import type { SessionId, Sessions } from "../ports/sessions.ts"

export interface LogOutPorts {
  readonly sessions: Sessions
}

/** Ends a session at once, on every process. */
export type LogOut = (session: SessionId) => Effect.Effect<void>

export const makeLogOut =
  ({ sessions }: LogOutPorts): LogOut =>
  (session) =>
    sessions.end(session)
