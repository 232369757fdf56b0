import { Result } from "effect"
import type { Account } from "./account.ts"
import { NotPermitted } from "./errors.ts"

/** The account on whose behalf a use case runs, reduced to what the rules need. */
export type Actor = Pick<Account, "id" | "username" | "isAdmin">

/** Succeeds for admins. Only admins manage the catalogue, see all orders and change an order's status. */
export const requireAdmin = (actor: Actor): Result.Result<void, NotPermitted> =>
  actor.isAdmin ? Result.succeed(undefined) : Result.fail(new NotPermitted())
