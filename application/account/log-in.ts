import { Effect } from "effect"
import type { Account } from "../../domain/account/account.ts"
import { InvalidCredentials } from "../../domain/account/errors.ts"
import type { Accounts } from "../ports/accounts.ts"
import type { Clock } from "../ports/clock.ts"
import type { PasswordHasher, PasswordsBusy } from "../ports/password-hasher.ts"
import type { SessionTokens } from "../ports/session-tokens.ts"
import type { Sessions } from "../ports/sessions.ts"

export interface LogInPorts {
  readonly accounts: Accounts
  readonly passwords: PasswordHasher
  readonly sessions: Sessions
  readonly tokens: SessionTokens
  readonly clock: Clock
}

/** A fresh sign-in: the token is shown once and stored nowhere. */
export interface SignedIn {
  readonly token: string
  readonly account: Account
}

/** Opens a session for who knows the password. An unknown user, a wrong password and an inactive account look alike. */
export type LogIn = (credentials: {
  readonly username: string
  readonly password: string
}) => Effect.Effect<SignedIn, InvalidCredentials | PasswordsBusy>

export const makeLogIn = ({ accounts, passwords, sessions, tokens, clock }: LogInPorts): LogIn =>
  Effect.fnUntraced(function* ({ username, password }) {
    const found = yield* accounts.findByUsername(username)
    const { matches } = yield* passwords.verify(password, found?.passwordHash ?? null)
    if (found === null || !matches || !found.account.isActive) return yield* new InvalidCredentials()
    const token = tokens.issue()
    yield* sessions.open({
      account: found.account.id,
      tokenDigest: tokens.digest(token),
      openedAt: clock.now(),
    })
    return { token, account: found.account }
  })
