import { Effect } from "effect"
import type { Account } from "../../domain/account/account.ts"
import { IdentifierTaken, type RegistrationRefused } from "../../domain/account/errors.ts"
import { type Registration, type RegistrationRules, register } from "../../domain/account/registration.ts"
import type { Accounts } from "../ports/accounts.ts"
import type { PasswordHasher } from "../ports/password-hasher.ts"

export interface CreateAdminPorts {
  readonly accounts: Accounts
  readonly passwords: PasswordHasher
}

/** Opens an account that manages the shop. For the operator: no actor is asked for. */
export type CreateAdmin = (
  registration: Registration,
  rules: RegistrationRules,
) => Effect.Effect<Account, RegistrationRefused | IdentifierTaken>

export const makeCreateAdmin = ({ accounts, passwords }: CreateAdminPorts): CreateAdmin =>
  Effect.fnUntraced(function* (registration, rules) {
    const account = yield* Effect.fromResult(register(registration, rules))
    if (account.username !== null && (yield* accounts.findByUsername(account.username)) !== null)
      return yield* new IdentifierTaken({ identifier: "username" })
    return yield* accounts.add({ ...account, isAdmin: true }, yield* hashed(passwords, registration.password))
  })

/**
 * Makes sure that an admin of this name exists. One that is there already keeps its password; an account that is no
 * admin becomes one with the password given, so that whoever registered the name first gains nothing by it.
 */
export type EnsureAdmin = (
  registration: Registration & { readonly username: string },
  rules: RegistrationRules,
) => Effect.Effect<void, RegistrationRefused>

export const makeEnsureAdmin = ({ accounts, passwords }: CreateAdminPorts): EnsureAdmin => {
  const createAdmin = makeCreateAdmin({ accounts, passwords })
  const ensureAdmin: EnsureAdmin = Effect.fnUntraced(function* (registration, rules) {
    const found = yield* accounts.findByUsername(registration.username)
    if (found?.account.isAdmin) return
    if (found !== null) {
      yield* Effect.fromResult(register(registration, rules))
      yield* accounts.promote(found.account.id, yield* hashed(passwords, registration.password))
      return
    }
    yield* createAdmin(registration, rules).pipe(
      // Another process was faster: look again at what it made.
      Effect.catchTag("IdentifierTaken", () => ensureAdmin(registration, rules)),
    )
  })
  return ensureAdmin
}

// An operator's command hashes one password with nobody beside it: too busy would be a mistake in the program.
const hashed = (passwords: PasswordHasher, password: string): Effect.Effect<string> =>
  Effect.orDie(passwords.hash(password))
