import { Effect } from "effect"
import type { AccountId } from "../../domain/account/account.ts"
import { PASSWORD_LINK_SECONDS } from "../../domain/account/account-token.ts"
import { type Manager, requireAdmin } from "../../domain/account/actor.ts"
import { type NotPermitted, UnknownAccount } from "../../domain/account/errors.ts"
import type { NotSupported } from "../ports/not-supported.ts"
import { accountLink } from "./account-mail.ts"
import { type RecoveryUseCasePorts, recoveryOf } from "./recovery-ports.ts"

/** A password link of an admin. The token is returned once and is not stored. */
export interface PasswordLink {
  readonly token: string
  /** The link to the shop's page, or `null` if the shop has no `passwordUrl`. */
  readonly url: string | null
  readonly expiresAt: Date
}

/**
 * Creates a one-time link with which the owner of an account chooses a new password. It is valid for 24 hours and
 * replaces earlier links of the account. Admins only.
 */
export type CreatePasswordLink = (
  actor: Manager,
  command: { readonly account: AccountId },
) => Effect.Effect<PasswordLink, NotPermitted | UnknownAccount | NotSupported>

export const makeCreatePasswordLink = (ports: RecoveryUseCasePorts): CreatePasswordLink =>
  Effect.fnUntraced(function* (actor, { account }) {
    const { accounts, tokens, clock, passwordUrl } = ports
    yield* Effect.fromResult(requireAdmin(actor))
    const { accountTokens } = yield* recoveryOf(ports.recovery)
    if ((yield* accounts.findById(account)) === null) return yield* new UnknownAccount({ account })
    const token = tokens.issue()
    const now = clock.now()
    const expiresAt = new Date(now.getTime() + PASSWORD_LINK_SECONDS * 1000)
    yield* accountTokens.removeAll(account, "password")
    const entry = { digest: tokens.digest(token), account, purpose: "password", expiresAt } as const
    yield* accountTokens.add(entry, Number.POSITIVE_INFINITY, now)
    return { token, url: passwordUrl === null ? null : accountLink(passwordUrl, "password", token), expiresAt }
  })
