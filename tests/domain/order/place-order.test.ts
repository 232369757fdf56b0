import { Result } from "effect"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { anyDelivery, anyOfferedLine, type OfferedLine } from "../../../adapters/testing/arbitraries/orders.ts"
import { anyTime } from "../../../adapters/testing/arbitraries/values.ts"
import { AccountId } from "../../../domain/account/account.ts"
import { MAX_MONEY, money } from "../../../domain/catalog/money.ts"
import type { MissingOffer, Offer } from "../../../domain/catalog/offer.ts"
import { ProductId } from "../../../domain/catalog/product.ts"
import { total } from "../../../domain/order/order.ts"
import { placeOrder } from "../../../domain/order/place-order.ts"
import { StockItemId } from "../../../domain/stock/stock-item.ts"
import { MAX_QUANTITY } from "../../../domain/stock/stock-level.ts"

const anyOfferedLines = fc.array(anyOfferedLine, { minLength: 1, maxLength: 12 })

const now = new Date("2026-03-01T12:00:00Z")
const account = AccountId(7)

const place = (
  lines: ReadonlyArray<OfferedLine>,
  delivery: Parameters<typeof placeOrder>[0]["delivery"] = null,
  at = now,
) =>
  placeOrder(
    { account, lines: lines.map(({ line }) => line), delivery },
    lines.map(({ offer }) => Result.succeed(offer)),
    at,
  )

const priced = (stockItem: number, quantity: number, price = 100): OfferedLine => {
  const offer: Offer = {
    stockItem: StockItemId(stockItem),
    onHand: 0,
    reserved: 0,
    product: ProductId(stockItem),
    variant: null,
    price: Result.getOrThrow(money(price)),
  }
  return { line: { product: offer.product, variant: null, quantity }, offer }
}

describe("placing an order", () => {
  it("creates an order of the buyer as requested, at the current time and prices", () =>
    fc.assert(
      fc.property(anyOfferedLines, anyDelivery, anyTime, (lines, delivery, at) => {
        const { order } = Result.getOrThrow(place(lines, delivery, at))
        expect(order).toEqual({
          account,
          status: "created",
          delivery,
          metadata: null,
          adjustments: [],
          createdAt: at,
          lines: lines.map(({ line, offer: { stockItem, product, variant, price } }) => ({
            ...{ stockItem, product, variant, price },
            quantity: line.quantity,
            metadata: line.metadata,
          })),
        })
      }),
    ))

  it("reserves per stock item the sum of its lines, in ascending order of stock item", () =>
    fc.assert(
      fc.property(anyOfferedLines, (lines) => {
        const { movements } = Result.getOrThrow(place(lines))
        const stockItems = [...new Set(lines.map(({ offer }) => offer.stockItem))].sort((a, b) => a - b)
        expect(movements).toEqual(
          stockItems.map((stockItem) => ({
            stockItem,
            kind: "reserve",
            quantity: lines.reduce(
              (sum, { line, offer }) => sum + (offer.stockItem === stockItem ? line.quantity : 0),
              0,
            ),
          })),
        )
      }),
    ))

  it("moves the same stock and costs the same for every order and split of the lines", () =>
    fc.assert(
      fc.property(
        anyOfferedLines.chain((lines) =>
          fc.tuple(fc.constant(lines), fc.shuffledSubarray([...lines], { minLength: lines.length })),
        ),
        ([lines, shuffled]) => {
          const split = shuffled.flatMap(({ line, offer }) => {
            const half = Math.floor(line.quantity / 2)
            const parts = half === 0 ? [line.quantity] : [half, line.quantity - half]
            return parts.map((quantity) => ({ line: { ...line, quantity }, offer }))
          })
          const [whole, parts] = [Result.getOrThrow(place(lines)), Result.getOrThrow(place(split))]
          expect(parts.movements).toEqual(whole.movements)
          expect(total(parts.order)).toBe(total(whole.order))
        },
      ),
    ))

  it("requires a line", () => {
    expect(place([])).toMatchObject({ failure: { _tag: "EmptyOrder" } })
  })

  it.each<[number, string]>([
    [0, "too-small"],
    [-3, "too-small"],
    [1.5, "not-a-whole-number"],
    [Number.NaN, "not-a-whole-number"],
    [MAX_QUANTITY + 1, "too-large"],
  ])("refuses a quantity of %d and names the line", (quantity, kind) => {
    expect(place([priced(1, 1), priced(2, quantity)])).toMatchObject({
      failure: { _tag: "InvalidQuantity", line: 1, quantity, rule: { kind } },
    })
  })

  it.each<MissingOffer>(["no-such-product", "no-such-variant", "variant-required"])(
    "refuses an item with %s and names the line",
    (reason) => {
      const { line, offer } = priced(1, 1)
      const request = { account, lines: [line, { ...line, product: ProductId(99) }], delivery: null }
      expect(placeOrder(request, [Result.succeed(offer), Result.fail(reason)], now)).toMatchObject({
        failure: { _tag: "UnknownItem", line: 1, product: 99, variant: null, reason },
      })
    },
  )

  it("rejects a line without an offer", () => {
    const request = { account, lines: [priced(1, 1).line], delivery: null }
    expect(placeOrder(request, [], now)).toMatchObject({ failure: { _tag: "UnknownItem", reason: "no-such-product" } })
  })

  it("rejects a quantity of one stock item or a total that cannot be counted exactly", () => {
    expect(Result.isSuccess(place([priced(1, MAX_QUANTITY)]))).toBe(true)
    expect(place([priced(1, MAX_QUANTITY), priced(1, 1)])).toMatchObject({ failure: { _tag: "OrderTooLarge" } })
    expect(place([priced(1, MAX_QUANTITY, MAX_MONEY)])).toMatchObject({ failure: { _tag: "OrderTooLarge" } })
  })

  it("rejects an order whose quantity of one stock item is too large, also when other lines follow", () => {
    const lines = [priced(1, MAX_QUANTITY), priced(2, 1), priced(1, 1)]
    expect(place(lines)).toMatchObject({ failure: { _tag: "OrderTooLarge" } })
  })

  it("costs quantity times price, summed over all lines", () => {
    const { order } = Result.getOrThrow(place([priced(3, 2, 300), priced(1, 5, 100), priced(3, 1, 300)]))
    expect(total(order)).toBe(3 * 300 + 5 * 100)
  })
})
