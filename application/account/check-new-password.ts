import { Effect, Result } from "effect"
import { ProfileRefused } from "../../domain/account/errors.ts"
import { choosePassword, type PasswordRule } from "../../domain/account/password.ts"
import type { CommonPasswords } from "../ports/common-passwords.ts"

/** Refuses a new password of an existing account that breaks the rule, is common, or names its owner. */
export const checkNewPassword = Effect.fnUntraced(function* (
  commonPasswords: CommonPasswords,
  password: string,
  rule: PasswordRule,
  owner: Parameters<typeof choosePassword>[2],
): Effect.fn.Return<void, ProfileRefused> {
  const chosen = choosePassword(password, rule, owner, yield* commonPasswords.contains(password))
  if (Result.isFailure(chosen)) return yield* new ProfileRefused({ faults: [chosen.failure] })
})
