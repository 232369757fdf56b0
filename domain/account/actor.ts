import { Result } from "effect"
import type { Account } from "./account.ts"
import { NotPermitted } from "./errors.ts"

/** The account on whose behalf a use case runs, reduced to what the rules need. */
export interface Actor extends Pick<Account, "id" | "username" | "isAdmin"> {
  /** The user of the host to whom the account belongs. Policies of the host read it. */
  readonly externalId?: Account["externalId"] | undefined
}

/** The operator of the shop, who manages it without an account: the command line. Histories name no account for it. */
export interface Operator {
  readonly id: null
  readonly username: null
  readonly externalId?: null | undefined
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

/**
 * A user of the host's own authentication, addressed by the host's id. The shop creates the account at first use. The
 * host has authenticated the user.
 */
export interface ExternalActor {
  /** 1 to 255 characters, compared exactly. */
  readonly externalId: string
}

/** Succeeds for admins and for the operator. Only admins manage the catalogue, see all orders and change an order's status. */
export const requireAdmin = (actor: Manager): Result.Result<void, NotPermitted> =>
  actor.isAdmin ? Result.succeed(undefined) : Result.fail(new NotPermitted())
