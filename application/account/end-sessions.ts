import { Effect } from "effect"
import type { AccountId } from "../../domain/account/account.ts"
import type { Actor } from "../../domain/account/actor.ts"
import { NotPermitted } from "../../domain/account/errors.ts"
import type { Clock } from "../ports/clock.ts"
import type { Sessions } from "../ports/sessions.ts"

/**
 * Ends all open sessions of an account and returns how many they were. People may end their own; admins may end those of
 * any account. An unknown account has no sessions.
 */
export type EndSessions = (
  actor: Actor,
  command: { readonly account: AccountId },
) => Effect.Effect<number, NotPermitted>

export const makeEndSessions = ({
  sessions,
  clock,
}: {
  readonly sessions: Sessions
  readonly clock: Clock
}): EndSessions =>
  Effect.fnUntraced(function* (actor, { account }) {
    if (!actor.isAdmin && actor.id !== account) return yield* new NotPermitted()
    const open = yield* sessions.listOf(account, clock.now())
    const ended = yield* Effect.forEach(open, ({ id }) => sessions.end(account, id))
    return ended.filter((wasOpen) => wasOpen).length
  })
