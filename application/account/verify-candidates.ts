import { Effect, Result } from "effect"
import { InvalidCredentials, type SignInThrottled } from "../../domain/account/errors.ts"
import type { Credentials } from "../ports/accounts.ts"
import type { PasswordsBusy } from "../ports/password-hasher.ts"
import type { Candidates } from "./find-credentials.ts"
import type { PasswordTry, VerifyPassword } from "./verify-password.ts"

/**
 * Checks the password of each account that a login identifies, and returns the first one that matches. One person
 * cannot lock another person out by registering that person's phone number as a user name. If none matches, a throttled
 * account takes precedence over a wrong password.
 */
export const verifyCandidates = Effect.fnUntraced(function* (
  verifyPassword: VerifyPassword,
  { accounts, known }: Candidates,
  typed: Pick<PasswordTry, "password" | "address">,
): Effect.fn.Return<Credentials, InvalidCredentials | SignInThrottled | PasswordsBusy> {
  let refused: InvalidCredentials | SignInThrottled | undefined
  for (const credentials of accounts.length === 0 ? [null] : accounts) {
    const verified = yield* Effect.result(verifyPassword({ credentials, known, ...typed }))
    if (Result.isSuccess(verified)) return verified.success
    if (verified.failure._tag === "PasswordsBusy") return yield* verified.failure
    if (refused?._tag !== "SignInThrottled") refused = verified.failure
  }
  return yield* refused ?? new InvalidCredentials()
})
