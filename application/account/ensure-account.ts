import { Effect } from "effect"
import type { ExternalActor } from "../../domain/account/actor.ts"
import { externalId } from "../../domain/account/external-id.ts"
import type { InvalidField } from "../../domain/invalid-field.ts"
import type { Accounts, EnsuredAccount } from "../ports/accounts.ts"
import type { Clock } from "../ports/clock.ts"

/**
 * Returns the account of a user of the host, and creates it at first use: without a password, so that it cannot sign in.
 * Concurrent calls return the same account. For the host: takes no actor.
 */
export type EnsureAccount = (user: ExternalActor) => Effect.Effect<EnsuredAccount, InvalidField>

export const makeEnsureAccount = ({
  accounts,
  clock,
}: {
  readonly accounts: Accounts
  readonly clock: Clock
}): EnsureAccount =>
  Effect.fnUntraced(function* (user) {
    return yield* accounts.ensureExternal(yield* Effect.fromResult(externalId(user.externalId)), clock.now())
  })
