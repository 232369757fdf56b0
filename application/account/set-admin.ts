import { Effect } from "effect"
import type { AccountId } from "../../domain/account/account.ts"
import { type Manager, requireAdmin } from "../../domain/account/actor.ts"
import { type LastAdmin, type NotPermitted, UnknownAccount } from "../../domain/account/errors.ts"
import type { AccountSecurity, Accounts } from "../ports/accounts.ts"
import type { Clock } from "../ports/clock.ts"

export interface SetAdminPorts {
  readonly accounts: Accounts
  readonly security: AccountSecurity
  readonly clock: Clock
}

/**
 * Grants or revokes the admin role and ends the account's sessions, so that none keeps the former role. The role of the
 * last active admin cannot be revoked. Setting the current role again is a no-op. Admins only.
 */
export type SetAdmin = (
  actor: Manager,
  change: { readonly account: AccountId; readonly isAdmin: boolean },
) => Effect.Effect<void, NotPermitted | UnknownAccount | LastAdmin>

export const makeSetAdmin = ({ accounts, security, clock }: SetAdminPorts): SetAdmin =>
  Effect.fnUntraced(function* (actor, { account, isAdmin }) {
    yield* Effect.fromResult(requireAdmin(actor))
    const found = yield* accounts.findById(account)
    if (found === null) return yield* new UnknownAccount({ account })
    if (found.account.isAdmin !== isAdmin) yield* security.setAdmin(account, isAdmin, clock.now())
  })
