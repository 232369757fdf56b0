import { Result } from "effect"
import type { Actor } from "../account/actor.ts"
import type { Offer } from "../catalog/offer.ts"
import type { Adjustment } from "./adjustment.ts"
import { OrderRefused } from "./errors.ts"
import type { OrderRequest } from "./place-order.ts"
import { policyAnswer } from "./policy-answer.ts"

/** What an order policy judges: an order with valid lines, before it is recorded. */
export interface OrderProposal {
  /** The buyer. `externalId` is set for users of the host. */
  readonly actor: Actor
  readonly request: OrderRequest
  /** The offer of each line, with its price and stock level, in the order of the lines. */
  readonly offers: ReadonlyArray<Offer>
  /** The adjustments of the pricing policy. The pricing policy itself receives an empty list. */
  readonly adjustments: ReadonlyArray<Adjustment>
  readonly now: Date
}

/**
 * A rule of the host about new orders. Returns `null` to accept the order, or the reason for the refusal, of a type of the
 * host's own. It is synchronous and has no effects, because the shop may decide an order more than once.
 */
export type OrderPolicy<Refusal = unknown> = (proposal: OrderProposal) => Refusal | null | undefined

/** Asks a policy about an order. */
export const judgeOrder = <Refusal>(
  policy: OrderPolicy<Refusal>,
  proposal: OrderProposal,
): Result.Result<void, OrderRefused<Refusal>> => {
  const refusal = policyAnswer("order", policy(proposal))
  return refusal === null ? Result.void : Result.fail(new OrderRefused({ refusal }))
}
