import { Effect } from "effect"
import type { Account } from "../../domain/account/account.ts"
import { IdentifierTaken, type RegistrationRefused } from "../../domain/account/errors.ts"
import { type Registration, type RegistrationRules, register } from "../../domain/account/registration.ts"
import type { Accounts } from "../ports/accounts.ts"
import type { PasswordHasher, PasswordsBusy } from "../ports/password-hasher.ts"

export interface RegisterPorts {
  readonly accounts: Accounts
  readonly passwords: PasswordHasher
}

/** Opens an account for anybody, by the rules given. */
export type Register = (
  registration: Registration,
  rules: RegistrationRules,
) => Effect.Effect<Account, RegistrationRefused | IdentifierTaken | PasswordsBusy>

export const makeRegister = ({ accounts, passwords }: RegisterPorts): Register =>
  Effect.fnUntraced(function* (registration, rules) {
    const account = yield* Effect.fromResult(register(registration, rules))
    // A taken name is told before the costly hash; the store settles it when two come at once.
    if (account.username !== null && (yield* accounts.findByUsername(account.username)) !== null)
      return yield* new IdentifierTaken({ identifier: "username" })
    return yield* accounts.add(account, yield* passwords.hash(registration.password))
  })
