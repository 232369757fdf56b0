import { Effect } from "effect"
import type { Account } from "../../domain/account/account.ts"
import type { InvalidCredentials, SignInThrottled } from "../../domain/account/errors.ts"
import { idleExpiry, type SessionPolicy } from "../../domain/account/session-policy.ts"
import type { Accounts } from "../ports/accounts.ts"
import type { Clock } from "../ports/clock.ts"
import type { PasswordsBusy } from "../ports/password-hasher.ts"
import type { PhoneNumbers } from "../ports/phone-numbers.ts"
import type { SessionTokens } from "../ports/session-tokens.ts"
import type { Sessions } from "../ports/sessions.ts"
import { findCredentials, type Login } from "./find-credentials.ts"
import { verifyCandidates } from "./verify-candidates.ts"
import type { VerifyPassword } from "./verify-password.ts"

export interface LogInPorts {
  readonly accounts: Accounts
  readonly phones: PhoneNumbers
  readonly verifyPassword: VerifyPassword
  readonly sessions: Sessions
  readonly tokens: SessionTokens
  readonly clock: Clock
  readonly sessionPolicy: SessionPolicy
}

/** The login and password to check, and the network address of the caller. */
export interface LogInCommand extends Login {
  readonly password: string
  readonly address: string
}

export type LogInError = InvalidCredentials | SignInThrottled | PasswordsBusy

/** A new session. The token is returned once and is not stored. */
export interface SignedIn {
  readonly token: string
  readonly account: Account
}

/**
 * Opens a session after checking the password. Unknown account, wrong password and inactive account return the same
 * error.
 */
export type LogIn = (command: LogInCommand) => Effect.Effect<SignedIn, LogInError>

export const makeLogIn = ({ sessions, tokens, clock, sessionPolicy, ...ports }: LogInPorts): LogIn =>
  Effect.fnUntraced(function* ({ password, address, ...login }) {
    const candidates = yield* findCredentials(ports, login)
    const typed = { password, address }
    const { account, passwordChangedAt } = yield* verifyCandidates(ports.verifyPassword, candidates, typed)
    const token = tokens.issue()
    const now = clock.now()
    yield* sessions.open({
      account: account.id,
      passwordChangedAt,
      tokenDigest: tokens.digest(token),
      openedAt: now,
      expiresAt: idleExpiry(sessionPolicy, now),
      maxPerAccount: sessionPolicy.maxPerAccount,
    })
    return { token, account }
  })
