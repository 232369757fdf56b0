import { Result } from "effect"
import fc from "fast-check"
import { AccountId } from "../../domain/account/account.ts"
import { MAX_MONEY, type Money, money } from "../../domain/catalog/money.ts"
import type { Offer } from "../../domain/catalog/offer.ts"
import { ProductId, VariantId } from "../../domain/catalog/product.ts"
import { type Delivery, type NewOrder, type Order, OrderId, OrderLineId } from "../../domain/order/order.ts"
import { placeOrder, type RequestedLine } from "../../domain/order/place-order.ts"
import { type OrderStatus, orderStatuses } from "../../domain/order/status.ts"
import { SkuId } from "../../domain/stock/sku.ts"
import type { StockLevel } from "../../domain/stock/stock-level.ts"

/** Text of any code points at all, lone surrogates and control characters among them. */
export const anyText: fc.Arbitrary<string> = fc
  .array(fc.oneof(fc.nat(0x7f), fc.nat(0x10ffff)), { maxLength: 30 })
  .map((codePoints) => String.fromCodePoint(...codePoints))

export const anyMoney: fc.Arbitrary<Money> = fc
  .integer({ min: 0, max: MAX_MONEY })
  .map((minorUnits) => Result.getOrThrow(money(minorUnits)))

export const anyStatus: fc.Arbitrary<OrderStatus> = fc.constantFrom(...orderStatuses)

export const anyTime: fc.Arbitrary<Date> = fc.date({ noInvalidDate: true })

/** A level whose books are right: no more is reserved than there is. */
export const anyLevel: fc.Arbitrary<StockLevel> = fc
  .tuple(fc.nat(100), fc.nat(100))
  .map(([reserved, free]) => ({ sku: SkuId(1), onHand: reserved + free, reserved }))

/**
 * An offer of a small shop, in which offers of one SKU are alike: SKU 1 to 4 are products, 5 to 8 variants of product 9.
 */
export const anyOffer: fc.Arbitrary<Offer> = fc.integer({ min: 1, max: 8 }).map((sku) => ({
  sku: SkuId(sku),
  product: ProductId(sku <= 4 ? sku : 9),
  variant: sku <= 4 ? null : VariantId(sku),
  price: Result.getOrThrow(money(sku * 101)),
}))

/** A line that a buyer may ask for, and what the shop offers under it. */
export interface OfferedLine {
  readonly line: RequestedLine
  readonly offer: Offer
}

export const anyOfferedLine: fc.Arbitrary<OfferedLine> = fc
  .record({ offer: anyOffer, quantity: fc.integer({ min: 1, max: 1000 }) })
  .map(({ offer, quantity }) => ({ line: { product: offer.product, variant: offer.variant, quantity }, offer }))

export const anyOfferedLines: fc.Arbitrary<ReadonlyArray<OfferedLine>> = fc.array(anyOfferedLine, {
  minLength: 1,
  maxLength: 12,
})

export const anyDelivery: fc.Arbitrary<Delivery | null> = fc.option(
  fc.record({ address: fc.string(), phone: fc.string() }),
)

/** An order just placed, not numbered yet. */
export const anyNewOrder: fc.Arbitrary<NewOrder> = fc
  .record({ lines: anyOfferedLines, delivery: anyDelivery, at: anyTime })
  .map(({ lines, delivery, at }) => {
    const request = { account: AccountId(1), lines: lines.map(({ line }) => line), delivery }
    const offers = lines.map(({ offer }) => Result.succeed(offer))
    return Result.getOrThrow(placeOrder(request, offers, at)).order
  })

/** An order as a store holds it, in any status. */
export const anyOrder: fc.Arbitrary<Order> = fc.record({ order: anyNewOrder, status: anyStatus }).map((drawn) => ({
  ...drawn.order,
  id: OrderId(1),
  status: drawn.status,
  lines: drawn.order.lines.map((line, index) => ({ ...line, id: OrderLineId(index + 1) })),
}))
