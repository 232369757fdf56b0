import { Result } from "effect"
import { type Money, money } from "../catalog/money.ts"
import { type Adjustment, type NewAdjustment, newAdjustments } from "./adjustment.ts"
import { OrderTooLarge } from "./errors.ts"
import { type NewOrderLine, total } from "./order.ts"
import type { OrderProposal } from "./order-policy.ts"
import type { Placement } from "./place-order.ts"
import { policyAnswer } from "./policy-answer.ts"

/** What a pricing policy returns. */
export interface Pricing {
  /** The price of one piece of each line in minor units, in the order of the lines. Defaults to those of the offers. */
  readonly prices?: ReadonlyArray<number> | undefined
  /** Discounts, taxes, shipping and fees. At most 50. Defaults to none. */
  readonly adjustments?: ReadonlyArray<NewAdjustment> | undefined
}

/**
 * Prices an order for its buyer. Returns `null` to keep the prices of the offers, without adjustments. The order stores
 * prices and adjustments as snapshots. It is synchronous and has no effects, because the shop may decide an order more than
 * once.
 */
export type PricingPolicy = (proposal: OrderProposal) => Pricing | null | undefined

/**
 * Applies a pricing policy to an order. Throws a RangeError for prices and adjustments that are invalid, and for a negative
 * total: the policy has an error then.
 */
export const priceOrder = (
  policy: PricingPolicy,
  proposal: OrderProposal,
  placement: Placement,
): Result.Result<Placement, OrderTooLarge> => {
  const pricing = policyAnswer("pricing", policy(proposal))
  if (pricing === null) return Result.succeed(placement)
  const { lines } = placement.order
  const order = {
    ...placement.order,
    lines: pricing.prices === undefined ? lines : withPrices(lines, pricing.prices),
    adjustments: adjustmentsOf(pricing.adjustments ?? []),
  }
  const sum = total(order)
  if (sum < 0) throw new RangeError(`The pricing policy returned adjustments that make the total negative: ${sum}.`)
  return Number.isSafeInteger(sum) ? Result.succeed({ ...placement, order }) : Result.fail(new OrderTooLarge())
}

const withPrices = (lines: ReadonlyArray<NewOrderLine>, prices: ReadonlyArray<number>): ReadonlyArray<NewOrderLine> => {
  if (prices.length !== lines.length) throw invalid(`${lines.length} lines need as many prices, not ${prices.length}`)
  return lines.map((line, index) => ({ ...line, price: priceOf(prices[index] ?? Number.NaN, index) }))
}

const priceOf = (price: number, line: number): Money =>
  Result.getOrThrowWith(money(price), () => invalid(`the price of line ${line} is ${price}, which is no amount`))

const adjustmentsOf = (given: ReadonlyArray<NewAdjustment>): ReadonlyArray<Adjustment> =>
  Result.getOrThrowWith(
    newAdjustments(given),
    (fault) => new RangeError(`The pricing policy returned invalid adjustments: ${fault}`),
  )

const invalid = (fault: string): RangeError => new RangeError(`The pricing policy returned invalid prices: ${fault}.`)
