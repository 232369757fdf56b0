import { Effect } from "effect"
import { IdentifierTaken, type RegistrationRefused } from "../../domain/account/errors.ts"
import { usernameKey } from "../../domain/account/identifier.ts"
import {
  defaultRegistrationRules,
  type Registration,
  type RegistrationRules,
  register,
} from "../../domain/account/registration.ts"
import type { AccountSecurity, Accounts } from "../ports/accounts.ts"
import type { Clock } from "../ports/clock.ts"
import type { CommonPasswords } from "../ports/common-passwords.ts"
import type { PasswordHasher, PasswordsBusy } from "../ports/password-hasher.ts"
import type { PhoneNumbers } from "../ports/phone-numbers.ts"
import type { AccountDetails } from "../ports/profiles.ts"

export interface CreateAdminPorts {
  readonly accounts: Accounts
  readonly security: AccountSecurity
  readonly passwords: PasswordHasher
  readonly commonPasswords: CommonPasswords
  readonly phones: PhoneNumbers
  readonly clock: Clock
  /** The rules that apply when the caller passes none. */
  readonly registration?: RegistrationRules
}

/** Creates an account with the admin role. Only the operator calls this, so no actor is required. */
export type CreateAdmin = (
  registration: Registration,
  rules?: RegistrationRules,
) => Effect.Effect<AccountDetails, RegistrationRefused | IdentifierTaken | PasswordsBusy>

export const makeCreateAdmin = ({
  accounts,
  passwords,
  commonPasswords,
  phones,
  clock,
  registration: usual = defaultRegistrationRules,
}: CreateAdminPorts): CreateAdmin =>
  Effect.fnUntraced(function* (registration, rules = usual) {
    const isCommon = yield* commonPasswords.contains(registration.password)
    const { account, profile } = yield* Effect.fromResult(register(registration, rules, phones.toE164, isCommon))
    if (account.username !== null && (yield* accounts.find({ kind: "username", value: account.username })) !== null)
      return yield* new IdentifierTaken({ identifier: "username" })
    const hash = yield* passwords.hash(registration.password)
    return yield* accounts.add({ ...account, isAdmin: true }, profile, hash, clock.now())
  })

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
  const {
    accounts,
    security,
    passwords,
    commonPasswords,
    phones,
    clock,
    registration: usual = defaultRegistrationRules,
  } = ports
  const createAdmin = makeCreateAdmin(ports)
  const ensureAdmin: EnsureAdmin = Effect.fnUntraced(function* (registration, rules = usual) {
    const found = yield* accounts.find({ kind: "username", value: usernameKey(registration.username) })
    if (found?.account.isAdmin && found.account.isActive) {
      const { matches } = yield* passwords.verify(registration.password, found.passwordHash)
      return { passwordDiffers: !matches }
    }
    if (found !== null) {
      const isCommon = yield* commonPasswords.contains(registration.password)
      yield* Effect.fromResult(register(registration, rules, phones.toE164, isCommon))
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
