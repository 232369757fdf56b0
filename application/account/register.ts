import { Effect } from "effect"
import { IdentifierTaken, type RegistrationRefused, type RegistrationThrottled } from "../../domain/account/errors.ts"
import type { Identifier } from "../../domain/account/identifier.ts"
import type { PictureRefused } from "../../domain/account/picture.ts"
import type { Registration, RegistrationRules } from "../../domain/account/registration.ts"
import type { Accounts } from "../ports/accounts.ts"
import type { Clock } from "../ports/clock.ts"
import type { PicturesBusy } from "../ports/media.ts"
import type { PasswordHasher, PasswordsBusy } from "../ports/password-hasher.ts"
import type { AccountDetails } from "../ports/profiles.ts"
import { type CheckRegistrationPorts, makeCheckRegistration } from "./check-registration.ts"
import type { RateLimitRegistrations } from "./rate-limits.ts"
import { type WithPicturePorts, withPicture } from "./with-picture.ts"

export interface RegisterPorts extends WithPicturePorts, CheckRegistrationPorts {
  readonly accounts: Accounts
  readonly passwords: PasswordHasher
  readonly clock: Clock
  readonly rateLimitRegistrations: RateLimitRegistrations
}

/** The details of a registration, with the bytes of an optional picture. */
export interface RegisterCommand extends Registration {
  readonly picture?: Uint8Array | undefined
  /** The network address of the caller, which limits its registrations. No limit when undefined. */
  readonly address?: string | undefined
}

export type RegisterError =
  | RegistrationRefused
  | RegistrationThrottled
  | IdentifierTaken
  | PasswordsBusy
  | PictureRefused
  | PicturesBusy

/** Creates an account by the given rules, or by the shop's. A refused registration stores no picture. */
export type Register = (
  command: RegisterCommand,
  rules?: RegistrationRules,
) => Effect.Effect<AccountDetails, RegisterError>

export const makeRegister = ({
  accounts,
  passwords,
  pictures,
  unusedPictures,
  clock,
  rateLimitRegistrations,
  ...ports
}: RegisterPorts): Register => {
  const checkRegistration = makeCheckRegistration(ports)
  return Effect.fnUntraced(function* (command, rules) {
    const { account, profile } = yield* checkRegistration(command, rules)
    // Taken identifiers count as well, so that a caller cannot search for accounts without a limit.
    if (command.address !== undefined) yield* rateLimitRegistrations(command.address)
    // A taken identifier is reported before the costly hash. The store decides when two registrations race.
    const { username, email, phone, signsInByEmail } = account
    const claimed: ReadonlyArray<Identifier | null> = [
      username === null ? null : { kind: "username", value: username },
      email === null || !signsInByEmail ? null : { kind: "email", value: email },
      phone === null ? null : { kind: "phone", value: phone },
    ]
    for (const identifier of claimed)
      if (identifier !== null && (yield* accounts.find(identifier)) !== null)
        return yield* new IdentifierTaken({ identifier: identifier.kind })
    const hash = yield* passwords.hash(command.password, "registration")
    return yield* withPicture({ pictures, unusedPictures }, command.picture ?? null, (picture) =>
      accounts.add(account, { ...profile, picture }, hash, clock.now()),
    )
  })
}
