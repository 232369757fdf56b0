import { Result } from "effect"
import { describe, expect, it } from "vitest"
import { MAX_MONEY, type Money } from "../../domain/catalog/money.ts"
import {
  ADJUSTMENT_LABEL_MAX_LENGTH,
  adjustmentTotal,
  MAX_ADJUSTMENTS,
  type NewAdjustment,
  newAdjustments,
} from "../../domain/order/adjustment.ts"
import { total } from "../../domain/order/order.ts"
import type { OrderProposal } from "../../domain/order/order-policy.ts"
import type { Placement } from "../../domain/order/place-order.ts"
import { type Pricing, priceOrder } from "../../domain/order/pricing-policy.ts"

const fee: NewAdjustment = { kind: "fee", label: "Gift wrap", amount: 5 }
const voucher = (amount: number): NewAdjustment => ({ kind: "discount", label: "Voucher", amount })
const tax: NewAdjustment = { kind: "tax", label: "VAT", amount: 7, isIncluded: true }

describe("adjustments", () => {
  const longest = "x".repeat(ADJUSTMENT_LABEL_MAX_LENGTH)

  it.each<[string, NewAdjustment]>([
    ["a fee of nothing", { ...fee, amount: 0 }],
    ["the largest fee", { ...fee, amount: MAX_MONEY }],
    ["the largest discount", voucher(-MAX_MONEY)],
    ["a discount of nothing", voucher(0)],
    ["the longest label", { ...fee, label: longest }],
    ["an included tax", tax],
  ])("accept %s", (_, adjustment) => {
    expect(newAdjustments([adjustment])).toEqual(Result.succeed([{ isIncluded: false, ...adjustment }]))
  })

  it.each<[string, object, string]>([
    ["an unknown kind", { kind: "tip" }, "adjustments[1].kind: It must be one of discount, tax, shipping, fee."],
    ["a blank label", { label: "  " }, "adjustments[1].label: It must be a text of 1 to 200 characters."],
    ["a label that is too long", { label: `${longest}x` }, "adjustments[1].label: It must be a text of 1 to 200"],
    ["half of a surrogate pair", { label: "\ud83d" }, "adjustments[1].label: It has characters that no store"],
    ["a null character", { label: "a\0" }, "adjustments[1].label: It has characters that no store"],
    ["an included fee", { isIncluded: true }, "adjustments[1].isIncluded: It must be true or false, and only a tax"],
    ["half a cent", { amount: 0.5 }, "adjustments[1].amount: It is 0.5, and must be a whole number from 0 to"],
    ["a negative fee", { amount: -1 }, "adjustments[1].amount: It is -1, and must be a whole number from 0 to"],
    ["a fee that is too large", { amount: MAX_MONEY + 1 }, "adjustments[1].amount: It is "],
    ["a discount that adds", { kind: "discount", amount: 1 }, "adjustments[1].amount: It is 1, and must be"],
  ])("reject %s", (_, change, message) => {
    expect(Result.getOrThrow(Result.flip(newAdjustments([fee, { ...fee, ...change }])))).toContain(message)
  })

  it("are at most 50", () => {
    expect(Result.isSuccess(newAdjustments(Array(MAX_ADJUSTMENTS).fill(fee)))).toBe(true)
    expect(newAdjustments(Array(MAX_ADJUSTMENTS + 1).fill(fee))).toEqual(
      Result.fail("adjustments: An order has at most 50 adjustments."),
    )
  })

  it("add up without included taxes, and never to -0", () => {
    const judged = Result.getOrThrow(newAdjustments([fee, voucher(-2), tax, voucher(-0)]))
    expect(adjustmentTotal(judged)).toBe(3)
    expect(judged.map(({ amount }) => amount)).toEqual([5, -2, 7, 0])
  })
})

describe("a pricing policy", () => {
  const lines = [1, 2].map((quantity) => ({ quantity, price: 100 as Money }))
  // The prices and quantities are all that pricing reads of a placement.
  const placement = { order: { lines, adjustments: [] } } as unknown as Placement
  const priced = (pricing: Pricing | null) => priceOrder(() => pricing, {} as OrderProposal, placement)
  const totalOf = (pricing: Pricing | null) => total(Result.getOrThrow(priced(pricing)).order)

  it("sets the price of each line, and adjustments", () => {
    expect(totalOf(null)).toBe(300)
    expect(totalOf({})).toBe(300)
    expect(totalOf({ prices: [10, 20] })).toBe(50)
    expect(totalOf({ adjustments: [fee, tax] })).toBe(305)
    expect(totalOf({ prices: [10, 20], adjustments: [voucher(-50)] })).toBe(0)
  })

  it.each<[string, Pricing, string]>([
    ["a negative total", { adjustments: [voucher(-301)] }, "adjustments that make the total negative: -1."],
    ["too few prices", { prices: [10] }, "invalid prices: 2 lines need as many prices, not 1."],
    ["too many prices", { prices: [10, 20, 30] }, "invalid prices: 2 lines need as many prices, not 3."],
    ["a price that is no amount", { prices: [10, 0.5] }, "the price of line 1 is 0.5, which is no amount"],
    ["an invalid adjustment", { adjustments: [voucher(1)] }, "invalid adjustments: adjustments[0].amount: It is 1"],
  ])("throws for %s", (_, pricing, message) => {
    expect(() => priced(pricing)).toThrow(RangeError)
    expect(() => priced(pricing)).toThrow(message)
  })

  it("rejects an order whose total is no safe integer", () => {
    const many = [{ quantity: 2_147_483_647, price: MAX_MONEY }]
    const order = { order: { lines: many, adjustments: [] } } as unknown as Placement
    const result = priceOrder(() => ({}), {} as OrderProposal, order)
    expect(Result.getOrThrow(Result.flip(result))).toMatchObject({ _tag: "OrderTooLarge" })
  })
})
