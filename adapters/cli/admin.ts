import { Effect } from "effect"
import { ruleInWords } from "../../application/rule-in-words.ts"
import type { IdentifierTaken, RegistrationRefused } from "../../domain/account/errors.ts"
import { defaultPasswordRule } from "../../domain/account/password.ts"
import type { RegistrationRules } from "../../domain/account/registration.ts"
import { CommandFailure, UsageError } from "./failure.ts"

/** Who manages a shop. */
export interface Admin {
  readonly username: string
  readonly password: string
  readonly email?: string
}

/** An admin signs in by name, whichever dialect is served. */
export const adminRules: RegistrationRules = { required: ["username"], password: defaultPasswordRule }

/** Reads `user:password` or `user:password:email`, so neither may hold a colon. The message must not repeat it. */
export const parseAdmin = (text: string): Admin => {
  const [username, password, email, ...rest] = text.split(":")
  if (!username || !password || email === "" || rest.length > 0)
    throw new UsageError(
      "SHOPWRIGHT_ADMIN is malformed: it must be user:password or user:password:email, and no part may hold a colon",
    )
  return { username, password, ...(email !== undefined && { email }) }
}

/** Runs what makes an admin; a refusal ends the command with every fault in words. */
export const asCommand = <A>(
  effect: Effect.Effect<A, RegistrationRefused | IdentifierTaken>,
  { username }: Admin,
): Promise<A> =>
  Effect.runPromise(
    Effect.mapError(effect, (error) => {
      if (error._tag === "IdentifierTaken") return new CommandFailure(`An account named '${username}' exists already`)
      const faults = error.faults.map(({ field, rule }) => `${field} ${ruleInWords(rule)}`)
      return new CommandFailure(`The account is refused: ${faults.join("; ")}`)
    }),
  )
