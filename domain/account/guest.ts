import { Result } from "effect"
import { InvalidField } from "../invalid-field.ts"
import { RegistrationRefused } from "./errors.ts"
import { type EmailAddress, emailAddress } from "./identifier.ts"
import { emptyProfile, type Profile, profileFaults } from "./profile.ts"

/** What a person without an account states with an order. */
export interface GuestDetails {
  readonly email: string
  readonly firstName: string
  /** Defaults to none: some people have one name. */
  readonly lastName?: string | undefined
}

/** A guest: an account without sign-in. It has an e-mail address as a contact detail, and no identifier and no password. */
export interface NewGuest {
  readonly email: EmailAddress
  readonly profile: Profile
}

/** The most guests that one account can claim. It bounds the work of listing its orders. */
export const MAX_CLAIMED_GUESTS = 100

/** Decides who a guest is. Returns the guest, or every invalid field. */
export const newGuest = ({
  email: typed,
  firstName,
  lastName = "",
}: GuestDetails): Result.Result<NewGuest, RegistrationRefused> => {
  const email = emailAddress(typed)
  const faults: Array<InvalidField> = [...profileFaults({ firstName, lastName })]
  if (firstName.trim() === "") faults.unshift(new InvalidField({ field: "firstName", rule: { kind: "blank" } }))
  if (Result.isFailure(email)) return Result.fail(new RegistrationRefused({ faults: [email.failure, ...faults] }))
  return faults.length > 0
    ? Result.fail(new RegistrationRefused({ faults }))
    : Result.succeed({ email: email.success, profile: { ...emptyProfile, firstName, lastName } })
}
