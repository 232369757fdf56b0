import { Effect } from "effect"
import type { AccountId } from "../../domain/account/account.ts"
import { type Actor, type Manager, requireAdmin } from "../../domain/account/actor.ts"
import { type LastAdmin, type NotPermitted, UnknownAccount } from "../../domain/account/errors.ts"
import type { AccountSecurity, Accounts } from "../ports/accounts.ts"
import type { Clock } from "../ports/clock.ts"
import type { OpenSession, SessionId, Sessions } from "../ports/sessions.ts"

/** Returns the actor's open sessions, newest first. */
export type ListSessions = (actor: Actor) => Effect.Effect<ReadonlyArray<OpenSession>>

export const makeListSessions =
  ({ sessions, clock }: { readonly sessions: Sessions; readonly clock: Clock }): ListSessions =>
  (actor) =>
    Effect.suspend(() => sessions.listOf(actor.id, clock.now()))

/**
 * Ends one of the actor's sessions immediately, on every process. Returns whether the session was open. Logging out
 * means ending the current session.
 */
export type EndSession = (actor: Actor, session: SessionId) => Effect.Effect<boolean>

export const makeEndSession =
  ({ sessions }: { readonly sessions: Sessions }): EndSession =>
  (actor, session) =>
    sessions.end(actor.id, session)

/**
 * Activates or deactivates an account. Deactivating ends its sessions immediately. The last active admin stays active.
 * Admins only.
 */
export type SetAccountActive = (
  actor: Manager,
  change: { readonly account: AccountId; readonly isActive: boolean },
) => Effect.Effect<void, NotPermitted | UnknownAccount | LastAdmin>

export const makeSetAccountActive = ({
  accounts,
  security,
}: {
  readonly accounts: Accounts
  readonly security: AccountSecurity
}): SetAccountActive =>
  Effect.fnUntraced(function* (actor, { account, isActive }) {
    yield* Effect.fromResult(requireAdmin(actor))
    if ((yield* accounts.findById(account)) === null) return yield* new UnknownAccount({ account })
    yield* security.setActive(account, isActive)
  })
