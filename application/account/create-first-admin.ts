import { Effect } from "effect"
import type { AdminExists, IdentifierTaken, RegistrationRefused } from "../../domain/account/errors.ts"
import type { Registration, RegistrationRules } from "../../domain/account/registration.ts"
import type { PasswordsBusy } from "../ports/password-hasher.ts"
import type { AccountDetails } from "../ports/profiles.ts"
import { makeCheckRegistration } from "./check-registration.ts"
import type { CreateAdminPorts } from "./create-admin.ts"

/**
 * Creates an account with the admin role in a shop that has no admin. Of concurrent calls, at most one succeeds. Takes
 * no actor: the caller has checked who may set up the shop.
 */
export type CreateFirstAdmin = (
  registration: Registration,
  rules?: RegistrationRules,
) => Effect.Effect<AccountDetails, RegistrationRefused | IdentifierTaken | AdminExists | PasswordsBusy>

export const makeCreateFirstAdmin = ({
  accounts,
  passwords,
  clock,
  ...ports
}: Omit<CreateAdminPorts, "security">): CreateFirstAdmin => {
  const checkRegistration = makeCheckRegistration(ports)
  return Effect.fnUntraced(function* (registration, rules) {
    const { account, profile } = yield* checkRegistration(registration, rules)
    const hash = yield* passwords.hash(registration.password)
    return yield* accounts.addFirstAdmin({ ...account, isAdmin: true }, profile, hash, clock.now())
  })
}
