import { Result } from "effect"
import type { Account } from "./account.ts"
import { NotPermitted } from "./errors.ts"

/** Who asks: what the rules need to know of the account behind a request. */
export type Actor = Pick<Account, "id" | "username" | "isAdmin">

/** Admins manage the catalogue, see every order and change an order's status; others are refused. */
export const requireAdmin = (actor: Actor): Result.Result<void, NotPermitted> =>
  actor.isAdmin ? Result.succeed(undefined) : Result.fail(new NotPermitted())
