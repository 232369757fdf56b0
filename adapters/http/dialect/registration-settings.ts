import type { PasswordRule } from "../../../domain/account/password.ts"
import type { RegistrationRules } from "../../../domain/account/registration.ts"

/** What a host may say of those who register through an API. Which details are asked for its document says. */
export interface RegistrationSettings {
  /** A password of 8 to 128 characters unless given. */
  readonly password?: PasswordRule | undefined
  /** The only domains that e-mail addresses may have, in lower case; as the API's document has it unless given. */
  readonly emailDomains?: ReadonlyArray<string> | "any" | undefined
}

/** The rules of an API's document, with what its host says in their place. */
export const registrationRules = (
  { emailDomains: usual, ...documented }: RegistrationRules,
  { password = documented.password, emailDomains = usual ?? "any" }: RegistrationSettings = {},
): RegistrationRules => ({ ...documented, password, ...(emailDomains === "any" ? {} : { emailDomains }) })
