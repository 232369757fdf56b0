import { Effect } from "effect"
import type { AccountId } from "../../domain/account/account.ts"
import { type Manager, requireAdmin } from "../../domain/account/actor.ts"
import {
  CurrentPasswordMissing,
  CurrentPasswordWrong,
  type LastAdmin,
  type NotPermitted,
  type SignInThrottled,
  UnknownAccount,
} from "../../domain/account/errors.ts"
import { claimedGuests } from "../order/claimed-guests.ts"
import type { Accounts } from "../ports/accounts.ts"
import type { Clock } from "../ports/clock.ts"
import type { Pictures } from "../ports/media.ts"
import { NotSupported } from "../ports/not-supported.ts"
import type { PasswordsBusy } from "../ports/password-hasher.ts"
import type { ErasurePorts, GuestPorts } from "../ports/store-ports.ts"
import type { VerifyPassword } from "./verify-password.ts"

export interface EraseAccountPorts {
  readonly erasure: ErasurePorts | undefined
  readonly guests?: GuestPorts | undefined
  readonly accounts: Accounts
  readonly verifyPassword: VerifyPassword
  readonly pictures: Pick<Pictures, "remove">
  readonly clock: Clock
}

/** The account to erase. */
export interface EraseAccountCommand {
  readonly account: AccountId
  /** The current password. Required if the account is the actor's own. */
  readonly password?: string | undefined
  /** The network address of the request, which limits wrong passwords. */
  readonly address?: string | undefined
}

export type EraseAccountError =
  | NotPermitted
  | UnknownAccount
  | LastAdmin
  | CurrentPasswordMissing
  | CurrentPasswordWrong
  | SignInThrottled
  | PasswordsBusy
  | NotSupported

/**
 * Erases the person of an account (GDPR, article 17). Its orders remain, without the person, and so do those
 * of claimed guests. People may erase their own
 * account with their password; admins may erase any. Erasing again is a no-op. The last active admin stays.
 */
export type EraseAccount = (actor: Manager, command: EraseAccountCommand) => Effect.Effect<void, EraseAccountError>

export const makeEraseAccount = ({
  erasure,
  guests,
  accounts,
  verifyPassword,
  pictures,
  clock,
}: EraseAccountPorts): EraseAccount =>
  Effect.fnUntraced(function* (actor, { account, password, address = "" }) {
    if (actor.id !== account) yield* Effect.fromResult(requireAdmin(actor))
    if (erasure === undefined) return yield* new NotSupported({ ports: "erasure" })
    if (actor.id === account) {
      if (password === undefined || password === "") return yield* new CurrentPasswordMissing()
      const credentials = yield* accounts.findById(account)
      if (credentials === null) return yield* new UnknownAccount({ account })
      yield* verifyPassword({ credentials, known: "", password, address }).pipe(
        Effect.catchTag("InvalidCredentials", () => Effect.fail(new CurrentPasswordWrong())),
      )
    }
    // Claimed guests are the same person. They go first, so that an erasure that was interrupted can be repeated.
    for (const guest of yield* claimedGuests(guests, account)) yield* erasure.accountErasure.erase(guest, clock.now())
    const erased = Effect.tap(erasure.accountErasure.erase(account, clock.now()), (done) =>
      done === null || done.picture === null ? Effect.void : pictures.remove(done.picture),
    )
    // No record refers to the picture any more.
    if ((yield* Effect.uninterruptible(erased)) === null) return yield* new UnknownAccount({ account })
  })
