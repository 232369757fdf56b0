import { Effect, Exit, Option } from "effect"
import type { AccountId } from "../../domain/account/account.ts"
import { InvalidCredentials, SignInThrottled } from "../../domain/account/errors.ts"
import { lockoutSeconds } from "../../domain/account/lockout.ts"
import { networkOf } from "../../domain/account/network.ts"
import type { SignInPolicy } from "../../domain/account/sign-in-policy.ts"
import type { AccountSecurity, Credentials } from "../ports/accounts.ts"
import type { Clock } from "../ports/clock.ts"
import type { PasswordHasher, PasswordsBusy } from "../ports/password-hasher.ts"
import type { SignInAttempts } from "../ports/sign-in-attempts.ts"
import { OnRefusedSignIn } from "./refused-sign-in.ts"

/** In UTF-16 code units. More than any rule for new passwords allows. */
const MAX_PASSWORD_LENGTH = 8192

export interface VerifyPasswordPorts {
  readonly security: AccountSecurity
  readonly passwords: PasswordHasher
  readonly attempts: SignInAttempts
  readonly policy: SignInPolicy
  readonly clock: Clock
}

/**
 * The account to check, the password, and the network address of the caller. `known` names the attempt when no account
 * was found.
 */
export interface PasswordTry {
  readonly credentials: Credentials | null
  readonly known: string
  readonly password: string
  readonly address: string
}

/**
 * Checks the password of an account and limits the rate of guesses. The work is the same whether the account exists or
 * not. A hash in an older format is replaced after a successful check.
 */
export type VerifyPassword = (
  attempt: PasswordTry,
) => Effect.Effect<Credentials, InvalidCredentials | SignInThrottled | PasswordsBusy>

export const makeVerifyPassword =
  ({ security, passwords, attempts, policy, clock }: VerifyPasswordPorts): VerifyPassword =>
  ({ credentials, known, password, address }) => {
    // Each network has a separate allowance at each account, so that an attacker cannot use up the owner's.
    const account = credentials === null ? `login:${known}` : accountKey(credentials.account.id)
    const attempt = { account: `${account} from ${networkOf(address)}`, address }
    const verified = Effect.fnUntraced(function* () {
      // A longer password matches no hash. A short one in its place keeps the work the same.
      const tooLong = password.length > MAX_PASSWORD_LENGTH
      const { matches, outdated } = yield* passwords.verify(
        tooLong ? "" : password,
        tooLong ? null : (credentials?.passwordHash ?? null),
      )
      if (credentials === null || !matches || !credentials.account.isActive) return yield* new InvalidCredentials()
      if (outdated) yield* rehash(credentials, password)
      return credentials
    })
    const rehash = ({ account, passwordHash }: Credentials, known: string) =>
      passwords.hash(known).pipe(
        Effect.flatMap((to) => security.rehash(account.id, { from: passwordHash, to })),
        // A later sign-in replaces the hash. This one has succeeded.
        Effect.catchTag("PasswordsBusy", () => Effect.void),
      )
    return Effect.gen(function* () {
      const now = clock.now()
      const since = new Date(now.getTime() - policy.windowSeconds * 1000)
      const { id, onAccount, fromAddress, underWay } = yield* attempts.begin(attempt, since, now)
      const retryAfterSeconds = Math.max(
        lockoutSeconds(onAccount, policy.perAccount, policy, now),
        lockoutSeconds(fromAddress, policy.perAddress, policy, now),
        underWay < policy.atOncePerAccount ? 0 : 1,
      )
      if (retryAfterSeconds > 0) {
        yield* attempts.withdraw(id)
        return yield* new SignInThrottled({ retryAfterSeconds })
      }
      return yield* Effect.onExit(verified(), (exit) => {
        if (Exit.isSuccess(exit)) return attempts.succeed(id, attempt, clock.now())
        // A wrong password counts as a failure. An attempt that was interrupted does not.
        const error = Exit.findErrorOption(exit)
        const isWrong = Option.isSome(error) && error.value._tag === "InvalidCredentials"
        return isWrong ? attempts.fail(id) : attempts.withdraw(id)
      })
    }).pipe(Effect.tapError((error) => reportRefusal(credentials, error)))
  }

const reportRefusal = (credentials: Credentials | null, { _tag }: { readonly _tag: string }): Effect.Effect<void> =>
  _tag === "InvalidCredentials" || _tag === "SignInThrottled"
    ? Effect.flatMap(OnRefusedSignIn, (report) => report({ account: credentials?.account ?? null, reason: _tag }))
    : Effect.void

const accountKey = (id: AccountId): string => `account:${id}`
