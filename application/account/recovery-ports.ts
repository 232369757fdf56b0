import { Effect } from "effect"
import { MailNotConfigured } from "../../domain/account/errors.ts"
import type { RegistrationRules } from "../../domain/account/registration.ts"
import type { Accounts } from "../ports/accounts.ts"
import type { Clock } from "../ports/clock.ts"
import type { CommonPasswords } from "../ports/common-passwords.ts"
import type { Mailer } from "../ports/mailer.ts"
import { NotSupported } from "../ports/not-supported.ts"
import type { PasswordHasher } from "../ports/password-hasher.ts"
import type { PhoneNumbers } from "../ports/phone-numbers.ts"
import type { Profiles } from "../ports/profiles.ts"
import type { SessionTokens } from "../ports/session-tokens.ts"
import type { RecoveryPorts } from "../ports/store-ports.ts"
import type { RateLimitMails } from "./rate-limits.ts"

/** What the use cases of password links and verified addresses need. */
export interface RecoveryUseCasePorts {
  readonly recovery: RecoveryPorts | undefined
  readonly accounts: Accounts
  readonly profiles: Profiles
  readonly passwords: PasswordHasher
  readonly commonPasswords: CommonPasswords
  readonly tokens: SessionTokens
  readonly phones: PhoneNumbers
  readonly clock: Clock
  readonly mailer?: Mailer | undefined
  readonly passwordUrl: string | null
  readonly registration: RegistrationRules
  readonly rateLimitMails: RateLimitMails
}

/** Returns the ports of the store. */
export const recoveryOf = (recovery: RecoveryPorts | undefined): Effect.Effect<RecoveryPorts, NotSupported> =>
  recovery === undefined ? Effect.fail(new NotSupported({ ports: "recovery" })) : Effect.succeed(recovery)

/** Requires a mailer and a page for links. */
export const requireMail = ({ mailer, passwordUrl }: RecoveryUseCasePorts): Effect.Effect<void, MailNotConfigured> =>
  mailer === undefined || passwordUrl === null ? Effect.fail(new MailNotConfigured()) : Effect.void
