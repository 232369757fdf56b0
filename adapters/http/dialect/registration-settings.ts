import type { PasswordRule } from "../../../domain/account/password.ts"
import type { RegistrationRules } from "../../../domain/account/registration.ts"

/** A host's settings for registration through an API. The API's document defines the required fields. */
export interface RegistrationSettings {
  /** Defaults to 8 to 128 characters. */
  readonly password?: PasswordRule | undefined
  /** The allowed domains of e-mail addresses, in lower case. Defaults to those of the API's document. */
  readonly emailDomains?: ReadonlyArray<string> | "any" | undefined
}

/** Returns the rules of an API's document with the host's settings applied. */
export const registrationRules = (
  { emailDomains: usual, ...documented }: RegistrationRules,
  { password = documented.password, emailDomains = usual ?? "any" }: RegistrationSettings = {},
): RegistrationRules => ({ ...documented, password, ...(emailDomains === "any" ? {} : { emailDomains }) })
