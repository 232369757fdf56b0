import { Effect } from "effect"
import type { Account } from "../../domain/account/account.ts"
import type { InvalidCredentials, SignInThrottled } from "../../domain/account/errors.ts"
import type { Accounts } from "../ports/accounts.ts"
import type { Clock } from "../ports/clock.ts"
import type { PasswordsBusy } from "../ports/password-hasher.ts"
import type { PhoneNumbers } from "../ports/phone-numbers.ts"
import type { SessionTokens } from "../ports/session-tokens.ts"
import type { Sessions } from "../ports/sessions.ts"
import { findCredentials, type Login } from "./find-credentials.ts"
import type { VerifyPassword } from "./verify-password.ts"

export interface LogInPorts {
  readonly accounts: Accounts
  readonly phones: PhoneNumbers
  readonly verifyPassword: VerifyPassword
  readonly sessions: Sessions
  readonly tokens: SessionTokens
  readonly clock: Clock
}

/** Who says to be whom, and the network address they say it from. */
export interface LogInCommand extends Login {
  readonly password: string
  readonly address: string
}

export type LogInError = InvalidCredentials | SignInThrottled | PasswordsBusy

/** A fresh sign-in: the token is shown once and stored nowhere. */
export interface SignedIn {
  readonly token: string
  readonly account: Account
}

/** Opens a session for who knows the password. An unknown user, a wrong password and an inactive account look alike. */
export type LogIn = (command: LogInCommand) => Effect.Effect<SignedIn, LogInError>

export const makeLogIn = ({ accounts, phones, verifyPassword, sessions, tokens, clock }: LogInPorts): LogIn =>
  Effect.fnUntraced(function* ({ password, address, ...login }) {
    const credentials = yield* findCredentials({ accounts, phones }, login)
    const { account, passwordChangedAt } = yield* verifyPassword({ credentials, known: login.login, password, address })
    const token = tokens.issue()
    yield* sessions.open({
      account: account.id,
      passwordChangedAt,
      tokenDigest: tokens.digest(token),
      openedAt: clock.now(),
      expiresAt: null,
    })
    return { token, account }
  })
