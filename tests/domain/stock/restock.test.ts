import { Result } from "effect"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { anyMissingOffer, anyOffer } from "../../../adapters/testing/arbitraries/offers.ts"
import { anyStockLevel } from "../../../adapters/testing/arbitraries/stock.ts"
import { anyQuantity, anyTime } from "../../../adapters/testing/arbitraries/values.ts"
import { streamOf } from "../../../domain/event/event.ts"
import { restock } from "../../../domain/stock/restock.ts"
import { available, MAX_QUANTITY, replenish } from "../../../domain/stock/stock-level.ts"

describe("restocking", () => {
  it("applies to the stock item of the named product or variant", () =>
    fc.assert(
      fc.property(anyOffer, anyQuantity, anyTime, (offer, quantity, at) => {
        fc.pre(quantity <= MAX_QUANTITY - offer.onHand)
        const { stockItem, product, variant } = offer
        const decided = restock({ product, variant, quantity }, Result.succeed(offer), at)
        const [from, onHand] = [offer.onHand, offer.onHand + quantity]
        const event = { _tag: "StockReplenished", stockItem, product, variant, quantity, onHand, at } as const
        const movements = [{ stockItem, kind: "restock", quantity }]
        expect(decided).toEqual(Result.succeed({ from, level: { stockItem, onHand }, movements, event, by: null }))
        expect(streamOf(event)).toBe(`stock/${stockItem}`)
      }),
    ))

  it("is rejected with a reason for what cannot be ordered", () =>
    fc.assert(
      fc.property(anyOffer, anyMissingOffer, anyTime, ({ product, variant }, reason, at) => {
        const decided = restock({ product, variant, quantity: 1 }, Result.fail(reason), at)
        expect(decided).toMatchObject({ failure: { _tag: "UnknownItem", line: 0, product, variant, reason } })
      }),
    ))

  it.each([
    [0, { kind: "too-small", min: 1 }],
    [-1, { kind: "too-small", min: 1 }],
    [1.5, { kind: "not-a-whole-number" }],
    [Number.NaN, { kind: "not-a-whole-number" }],
    [MAX_QUANTITY + 1, { kind: "too-large", max: MAX_QUANTITY }],
  ])("is refused with %d pieces, whatever they are of", (quantity, rule) =>
    fc.assert(
      fc.property(anyOffer, anyMissingOffer, anyTime, (offer, reason, at) => {
        for (const result of [Result.succeed(offer), Result.fail(reason)]) {
          const decided = restock({ product: offer.product, variant: offer.variant, quantity }, result, at)
          expect(decided).toMatchObject({ failure: { _tag: "InvalidQuantity", line: 0, quantity, rule } })
        }
      }),
    ),
  )
})

describe("stock on hand", () => {
  it("increases by the restocked quantity; the reserved quantity stays", () =>
    fc.assert(
      fc.property(anyStockLevel, fc.integer({ min: 1, max: MAX_QUANTITY - 200 }), (before, quantity) => {
        const after = Result.getOrThrow(replenish(before, quantity))
        expect(after).toEqual({ ...before, onHand: before.onHand + quantity })
        expect(available(after)).toBe(available(before) + quantity)
      }),
    ))

  it("does not depend on how the quantity is split", () =>
    fc.assert(
      fc.property(anyStockLevel, fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 1 }), (before, parts) => {
        const together = parts.reduce((sum, part) => sum + part, 0)
        const oneByOne = parts.reduce((level, part) => Result.getOrThrow(replenish(level, part)), before)
        expect(oneByOne).toEqual(Result.getOrThrow(replenish(before, together)))
      }),
    ))

  it("increases up to the maximum; one more unit is rejected with the facts", () =>
    fc.assert(
      fc.property(anyStockLevel, fc.nat(1000), (level, over) => {
        const { stockItem, onHand } = level
        const [room, quantity] = [MAX_QUANTITY - onHand, MAX_QUANTITY - onHand + 1 + over]
        expect(replenish(level, room)).toEqual(Result.succeed({ ...level, onHand: MAX_QUANTITY }))
        expect(replenish(level, quantity)).toMatchObject({
          failure: { _tag: "StockLimitExceeded", stockItem, onHand, quantity, max: MAX_QUANTITY },
        })
      }),
    ))
})
