import { Result } from "effect"
import type { AccountId } from "./account.ts"
import { LastAdmin } from "./errors.ts"

/**
 * Decides whether an account may stop being an active admin: not if it is the only one in `activeAdmins`.
 *
 * @example
 * const isLast = Result.isFailure(keepAnAdmin([admin.id], admin.id)) // true
 */
export const keepAnAdmin = (
  activeAdmins: ReadonlyArray<AccountId>,
  account: AccountId,
): Result.Result<void, LastAdmin> =>
  activeAdmins.length === 1 && activeAdmins[0] === account ? Result.fail(new LastAdmin({ account })) : Result.void
