import { Effect } from "effect"
import { IdentifierTaken, type RegistrationRefused } from "../../domain/account/errors.ts"
import { usernameKey } from "../../domain/account/identifier.ts"
import type { Registration, RegistrationRules } from "../../domain/account/registration.ts"
import type { AccountSecurity, Accounts } from "../ports/accounts.ts"
import type { Clock } from "../ports/clock.ts"
import type { PasswordHasher, PasswordsBusy } from "../ports/password-hasher.ts"
import type { AccountDetails } from "../ports/profiles.ts"
import { type CheckRegistrationPorts, makeCheckRegistration } from "./check-registration.ts"

export interface CreateAdminPorts extends CheckRegistrationPorts {
  readonly accounts: Accounts
  readonly security: AccountSecurity
  readonly passwords: PasswordHasher
  readonly clock: Clock
}

/** Creates an account with the admin role. Only the operator calls this, so no actor is required. */
export type CreateAdmin = (
  registration: Registration,
  rules?: RegistrationRules,
) => Effect.Effect<AccountDetails, RegistrationRefused | IdentifierTaken | PasswordsBusy>

export const makeCreateAdmin = ({ accounts, passwords, clock, ...ports }: CreateAdminPorts): CreateAdmin => {
  const checkRegistration = makeCheckRegistration(ports)
  return Effect.fnUntraced(function* (registration, rules) {
    const { account, profile } = yield* checkRegistration(registration, rules)
    if (account.username !== null && (yield* accounts.find({ kind: "username", value: account.username })) !== null)
      return yield* new IdentifierTaken({ identifier: "username" })
    const hash = yield* passwords.hash(registration.password)
    return yield* accounts.add({ ...account, isAdmin: true }, profile, hash, clock.now())
  })
}

/** `passwordDiffers`: an existing active admin has another password than the given one, and keeps it. */
export interface EnsuredAdmin {
  readonly passwordDiffers: boolean
}

/**
 * Makes sure that an active admin with this user name exists. An existing active admin keeps its password. An account
 * that is inactive or not an admin becomes an active admin with the given password, so registering the name first gains
 * an attacker nothing.
 */
export type EnsureAdmin = (
  registration: Registration & { readonly username: string },
  rules?: RegistrationRules,
) => Effect.Effect<EnsuredAdmin, RegistrationRefused | IdentifierTaken | PasswordsBusy>

export const makeEnsureAdmin = (ports: CreateAdminPorts): EnsureAdmin => {
  const { accounts, security, passwords, clock } = ports
  const checkRegistration = makeCheckRegistration(ports)
  const createAdmin = makeCreateAdmin(ports)
  const ensureAdmin: EnsureAdmin = Effect.fnUntraced(function* (registration, rules) {
    const found = yield* accounts.find({ kind: "username", value: usernameKey(registration.username) })
    if (found?.account.isAdmin && found.account.isActive) {
      const { matches } = yield* passwords.verify(registration.password, found.passwordHash)
      return { passwordDiffers: !matches }
    }
    if (found !== null) {
      yield* checkRegistration(registration, rules)
      yield* security.promote(found.account.id, yield* passwords.hash(registration.password), clock.now())
      return { passwordDiffers: false }
    }
    return yield* createAdmin(registration, rules).pipe(
      Effect.as({ passwordDiffers: false }),
      // Another process created the account first, so read what it created. Any other identifier belongs to another
      // account.
      Effect.catchTag("IdentifierTaken", (taken) =>
        taken.identifier === "username" ? ensureAdmin(registration, rules) : Effect.fail(taken),
      ),
    )
  })
  return ensureAdmin
}
