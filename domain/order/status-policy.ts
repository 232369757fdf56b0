import { Result } from "effect"
import { type Manager, requireAdmin } from "../account/actor.ts"
import type { NotPermitted } from "../account/errors.ts"
import { StatusChangeRefused } from "./errors.ts"
import type { Order } from "./order.ts"
import { policyAnswer } from "./policy-answer.ts"
import type { OrderStatus } from "./status.ts"

/** What a status policy judges: a change of an order's status by an actor. */
export interface StatusProposal {
  /** An account, or the operator. `externalId` is set for users of the host. */
  readonly actor: Manager
  /** The order before the change. */
  readonly order: Order
  readonly to: OrderStatus
  readonly now: Date
}

/**
 * A rule of the host about who may change which status. Returns `null` to leave the decision to the shop's own rule:
 * admins change statuses, and buyers cancel their own unpaid orders. Returns `"allow"` to permit the change to an actor
 * whom that rule does not permit it, or the reason for a refusal, of a type of the host's own. The table of legal status
 * changes always applies. It is synchronous and has no effects, because the shop may decide a change more than once.
 */
export type StatusPolicy<Refusal = unknown> = (proposal: StatusProposal) => Refusal | "allow" | null | undefined

/** Asks a policy about a status change. Returns whether it permits the change beyond the shop's own rule. */
export const judgeStatusChange = <Refusal>(
  policy: StatusPolicy<Refusal>,
  proposal: StatusProposal,
): Result.Result<boolean, StatusChangeRefused<Refusal>> => {
  const answer = policyAnswer("status", policy(proposal))
  if (answer === null || answer === "allow") return Result.succeed(answer === "allow")
  return Result.fail(new StatusChangeRefused<Refusal>({ refusal: answer }))
}

/** Decides whether an actor may change a status: by the policy, or else only as an admin. */
export const permitStatusChange = <Refusal>(
  policy: StatusPolicy<Refusal>,
  proposal: StatusProposal,
): Result.Result<void, NotPermitted | StatusChangeRefused<Refusal>> =>
  Result.flatMap(judgeStatusChange(policy, proposal), (isAllowed) =>
    isAllowed ? Result.void : requireAdmin(proposal.actor),
  )
