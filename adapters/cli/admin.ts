import { Effect } from "effect"
import type { PasswordsBusy } from "../../application/ports/password-hasher.ts"
import { ruleMessage } from "../../application/rule-message.ts"
import type { IdentifierTaken, RegistrationRefused } from "../../domain/account/errors.ts"
import { defaultPasswordRule } from "../../domain/account/password.ts"
import type { RegistrationRules } from "../../domain/account/registration.ts"
import { CommandFailure, UsageError } from "./failure.ts"

/** Who manages a shop. */
export interface Admin {
  readonly username: string
  readonly password: string
  readonly email?: string
  readonly phone?: string
}

/** An admin has a name, and signs in by e-mail address and telephone number too where there are any. */
export const adminRules: RegistrationRules = {
  required: ["username"],
  signsInByEmail: true,
  password: defaultPasswordRule,
}

/**
 * Reads `user:password`, `user:password:email` or `user:password:email:phone`, so none may hold a colon. The message
 * must not repeat it.
 */
export const parseAdmin = (text: string): Admin => {
  const [username, password, email, phone, ...rest] = text.split(":")
  // An empty e-mail address only ever leads to a telephone number.
  if (!username || !password || phone === "" || (email === "" && phone === undefined) || rest.length > 0)
    throw new UsageError(
      "SHOPWRIGHT_ADMIN is malformed: it must be user:password, user:password:email or user:password:email:phone, " +
        "and no part may hold a colon",
    )
  return { username, password, ...(email && { email }), ...(phone !== undefined && { phone }) }
}

/** Runs what makes an admin; a refusal ends the command with every fault in words. */
export const asCommand = <A>(
  effect: Effect.Effect<A, RegistrationRefused | IdentifierTaken | PasswordsBusy>,
  admin: Admin,
): Promise<A> => Effect.runPromise(Effect.mapError(effect, (error) => new CommandFailure(inWords(error, admin))))

const inWords = (error: RegistrationRefused | IdentifierTaken | PasswordsBusy, { username }: Admin): string => {
  switch (error._tag) {
    case "IdentifierTaken":
      if (error.identifier === "username") return `An account named '${username}' exists already`
      return `Another account signs in by that ${error.identifier === "email" ? "e-mail address" : "telephone number"}`
    case "PasswordsBusy":
      return "Too many passwords are being hashed; try again"
    case "RegistrationRefused": {
      const faults = error.faults.map(({ field, rule }) => `${field} ${ruleMessage(rule)}`)
      return `The account is refused: ${faults.join("; ")}`
    }
  }
}
