import { Result } from "effect"
import type { Account } from "./account.ts"
import { NotPermitted } from "./errors.ts"

/** The account on whose behalf a use case runs, reduced to what the rules need. */
export type Actor = Pick<Account, "id" | "username" | "isAdmin">

/** The operator of the shop, who manages it without an account: the command line. Histories name no account for it. */
export interface Operator {
  readonly id: null
  readonly username: null
  readonly isAdmin: true
}

/**
 * The operator of the shop.
 *
 * @example
 * const cancelled = await shop.cancelOrder(operator, OrderId(7))
 */
export const operator: Operator = { id: null, username: null, isAdmin: true }

/** On whose behalf a use case runs that the operator may run too. */
export type Manager = Actor | Operator

/** Succeeds for admins and for the operator. Only admins manage the catalogue, see all orders and change an order's status. */
export const requireAdmin = (actor: Manager): Result.Result<void, NotPermitted> =>
  actor.isAdmin ? Result.succeed(undefined) : Result.fail(new NotPermitted())
