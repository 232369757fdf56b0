import { Effect } from "effect"
import type { Account } from "../../domain/account/account.ts"
import { LoginNotUnique, type ProfileRefused } from "../../domain/account/errors.ts"
import type { IdentifierKind } from "../../domain/account/identifier.ts"
import { defaultRegistrationRules, type RegistrationRules } from "../../domain/account/registration.ts"
import type { Accounts } from "../ports/accounts.ts"
import type { Clock } from "../ports/clock.ts"
import type { CommonPasswords } from "../ports/common-passwords.ts"
import type { PasswordHasher, PasswordsBusy } from "../ports/password-hasher.ts"
import type { PhoneNumbers } from "../ports/phone-numbers.ts"
import type { Profiles } from "../ports/profiles.ts"
import { checkNewPassword } from "./check-new-password.ts"
import { findCredentials } from "./find-credentials.ts"

export interface SetPasswordPorts {
  readonly accounts: Accounts
  readonly profiles: Profiles
  readonly passwords: PasswordHasher
  readonly commonPasswords: CommonPasswords
  readonly phones: PhoneNumbers
  readonly clock: Clock
  readonly registration?: RegistrationRules
}

/** The account and its new password. `by` lists the kinds of identifier that `login` may be. Defaults to all kinds. */
export interface SetPasswordCommand {
  readonly login: string
  readonly by?: ReadonlyArray<IdentifierKind> | undefined
  readonly password: string
}

/** Sets the password of any account and ends its sessions. Only the operator calls this, so no actor is required. */
export type SetPassword = (
  command: SetPasswordCommand,
) => Effect.Effect<Account, LoginNotUnique | ProfileRefused | PasswordsBusy>

const allKinds: ReadonlyArray<IdentifierKind> = ["username", "email", "phone"]

export const makeSetPassword = (ports: SetPasswordPorts): SetPassword =>
  Effect.fnUntraced(function* ({ login, by = allKinds, password }) {
    const { profiles, passwords, commonPasswords, clock, registration: rules = defaultRegistrationRules } = ports
    const found = yield* findCredentials(ports, { login, by })
    const [credentials] = found.accounts
    if (credentials === undefined || found.accounts.length > 1)
      return yield* new LoginNotUnique({ login, matches: found.accounts.length })
    const { account } = credentials
    yield* checkNewPassword(commonPasswords, password, rules.password, account)
    const passwordHash = yield* passwords.hash(password)
    // Without a version there is no conflict.
    yield* Effect.catchTag(
      profiles.update(account.id, { profile: {}, passwordHash }, clock.now()),
      "ProfileConflict",
      Effect.die,
    )
    return account
  })
