import { Effect } from "effect"
import type { PasswordsBusy } from "../../application/ports/password-hasher.ts"
import type { StoreUnavailable } from "../../application/ports/store-unavailable.ts"
import { ruleMessage } from "../../application/rule-message.ts"
import type { IdentifierTaken, RegistrationRefused } from "../../domain/account/errors.ts"
import { defaultPasswordRule } from "../../domain/account/password.ts"
import type { RegistrationRules } from "../../domain/account/registration.ts"
import { failureOf } from "./failure.ts"
import { InvalidValue } from "./settings/kind.ts"

/** The administrator's login data. */
export interface Admin {
  readonly username: string
  readonly password: string
  readonly email?: string
  readonly phone?: string
}

/** Requires a user name. E-mail address and phone number are optional and also identify the admin at sign-in. */
export const adminRules: RegistrationRules = {
  required: ["username"],
  signsInByEmail: true,
  password: defaultPasswordRule,
}

/**
 * Parses `user:password`, `user:password:email` or `user:password:email:phone`. No part may contain a colon. The error
 * message does not repeat the text, because it contains a password.
 */
export const parseAdmin = (text: string): Admin => {
  const [username, password, email, phone, ...rest] = text.split(":")
  // An empty e-mail address is allowed only before a phone number.
  if (!username || !password || phone === "" || (email === "" && phone === undefined) || rest.length > 0)
    throw new InvalidValue(
      "is malformed: it must be user:password, user:password:email or user:password:email:phone, " +
        "and no part may contain a colon",
    )
  return { username, password, ...(email && { email }), ...(phone !== undefined && { phone }) }
}

/** Runs the effect that creates the admin. Throws CommandFailure with every fault if the account is refused. */
export const asCommand = <A>(
  effect: Effect.Effect<A, RegistrationRefused | IdentifierTaken | PasswordsBusy | StoreUnavailable>,
  admin: Admin,
): Promise<A> =>
  Effect.runPromise(
    Effect.mapError(
      effect,
      failureOf((error) => describeError(error, admin)),
    ),
  )

const describeError = (error: RegistrationRefused | IdentifierTaken | PasswordsBusy, { username }: Admin): string => {
  switch (error._tag) {
    case "IdentifierTaken":
      if (error.identifier === "username") return `An account named '${username}' already exists`
      return `Another account already has this ${error.identifier === "email" ? "e-mail address" : "phone number"}`
    case "PasswordsBusy":
      return "Too many passwords are being hashed; try again in a moment"
    case "RegistrationRefused": {
      const faults = error.faults.map(({ field, rule }) => `${field} ${ruleMessage(rule)}`)
      return `The account was rejected: ${faults.join("; ")}`
    }
  }
}
