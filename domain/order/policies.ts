import { Result } from "effect"
import type { OrderRefused, OrderTooLarge } from "./errors.ts"
import { judgeOrder, type OrderPolicy, type OrderProposal } from "./order-policy.ts"
import type { Placement } from "./place-order.ts"
import { type PricingPolicy, priceOrder } from "./pricing-policy.ts"
import type { StatusPolicy } from "./status-policy.ts"

/** The rules of the host about orders: pure, synchronous functions over plain data. Each is optional. */
export interface Policies<OrderRefusal = unknown, StatusRefusal = unknown> {
  /** Sets the prices of an order's lines, and its adjustments. */
  readonly pricing?: PricingPolicy | undefined
  /** Accepts or refuses new orders, at the prices and with the adjustments of the pricing policy. */
  readonly order?: OrderPolicy<OrderRefusal> | undefined
  /** Decides who may change which status. */
  readonly status?: StatusPolicy<StatusRefusal> | undefined
}

/** Applies the host's policies to an order that the shop's own rules accept: first the prices, then the order policy. */
export const applyPolicies = (
  { pricing, order }: Policies,
  given: Omit<OrderProposal, "adjustments">,
  placement: Placement,
): Result.Result<Placement, OrderRefused | OrderTooLarge> => {
  const proposal: OrderProposal = { ...given, adjustments: [] }
  if (pricing === undefined) return judged(order, proposal, placement)
  return Result.flatMap(priceOrder(pricing, proposal, placement), (priced) => {
    const { lines, adjustments } = priced.order
    const offers = proposal.offers.map((offer, i) => ({ ...offer, price: lines[i]?.price ?? offer.price }))
    return judged(order, { ...proposal, offers, adjustments }, priced)
  })
}

const judged = (
  policy: OrderPolicy | undefined,
  proposal: OrderProposal,
  placement: Placement,
): Result.Result<Placement, OrderRefused> =>
  policy === undefined ? Result.succeed(placement) : Result.map(judgeOrder(policy, proposal), () => placement)
