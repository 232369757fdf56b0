import { Effect } from "effect"
import type { AccountId } from "../../domain/account/account.ts"
import { type Actor, requireAdmin } from "../../domain/account/actor.ts"
import { type NotPermitted, UnknownAccount } from "../../domain/account/errors.ts"
import type { AccountSecurity, Accounts } from "../ports/accounts.ts"
import type { Clock } from "../ports/clock.ts"
import type { OpenSession, SessionId, Sessions } from "../ports/sessions.ts"

/** The actor's open sessions, the latest first. */
export type ListSessions = (actor: Actor) => Effect.Effect<ReadonlyArray<OpenSession>>

export const makeListSessions =
  ({ sessions, clock }: { readonly sessions: Sessions; readonly clock: Clock }): ListSessions =>
  (actor) =>
    Effect.suspend(() => sessions.listOf(actor.id, clock.now()))

/** Ends one of the actor's sessions at once, on every process: logging out is ending one's own. Says whether it was open. */
export type EndSession = (actor: Actor, session: SessionId) => Effect.Effect<boolean>

export const makeEndSession =
  ({ sessions }: { readonly sessions: Sessions }): EndSession =>
  (actor, session) =>
    sessions.end(actor.id, session)

/** Shuts an account out, ending its sessions at once, or lets it in again. Admins only. */
export type SetAccountActive = (
  actor: Actor,
  change: { readonly account: AccountId; readonly isActive: boolean },
) => Effect.Effect<void, NotPermitted | UnknownAccount>

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
