import { Result } from "effect"
import type { AccountId } from "../account/account.ts"
import type { MissingOffer, Offer } from "../catalog/offer.ts"
import type { ProductId, VariantId } from "../catalog/product.ts"
import type { OrderPlaced } from "../event/event.ts"
import type { MetadataOf } from "../metadata-types.ts"
import { type Movement, movementsOf } from "../stock/movement.ts"
import { MAX_QUANTITY, quantityOrdered } from "../stock/stock-level.ts"
import { EmptyOrder, InvalidQuantity, OrderTooLarge, UnknownItem } from "./errors.ts"
import {
  type Delivery,
  type NewOrder,
  type NewOrderLine,
  type Order,
  type OrderId,
  type OrderLineId,
  total,
} from "./order.ts"

/** A requested order line. */
export interface RequestedLine {
  readonly product: ProductId
  readonly variant: VariantId | null
  readonly quantity: number
  /** The host's data. Optional. */
  readonly metadata?: MetadataOf<"orderLine"> | null | undefined
}

/** A buyer's request. */
export interface OrderRequest {
  readonly account: AccountId
  readonly lines: ReadonlyArray<RequestedLine>
  readonly delivery: Delivery | null
  /** The host's data. Optional. */
  readonly metadata?: MetadataOf<"order"> | null | undefined
}

/** The decision to place an order. Only the ids are missing; see {@link withIds}. */
export interface Placement {
  readonly order: NewOrder
  readonly movements: ReadonlyArray<Movement<"reserve">>
  /** The event, without the order that it carries: that is `order` with its ids. */
  readonly event: Omit<OrderPlaced, "order">
  /** The store rejects the order when its account has this many orders in status `created`. `null` means no limit. */
  readonly maxUnpaidOrders: number | null
}

export type PlacementError = EmptyOrder | InvalidQuantity | UnknownItem | OrderTooLarge

/**
 * Decides an order. `offers` holds, for each line, the offer for its product and variant, or the reason why there is
 * none. Quantities are whole numbers from 1. Several lines of one stock item are added up. Prices are those of the
 * offers. Whether there is enough stock is decided by `settle` when the placement is recorded.
 *
 * @example
 * const soap = { product: ProductId(1), variant: null }
 * const offer = { stockItem: StockItemId(1), onHand: 5, reserved: 0, ...soap, price: Result.getOrThrow(money(350)) }
 * const request = { account: buyer.id, lines: [{ ...soap, quantity: 2 }], delivery: null }
 * const decided = placeOrder(request, [Result.succeed(offer)], new Date())
 * if (Result.isSuccess(decided)) console.log(total(decided.success.order)) // 700
 */
export const placeOrder = (
  request: OrderRequest,
  offers: ReadonlyArray<Result.Result<Offer, MissingOffer>>,
  now: Date,
  maxUnpaidOrders: number | null = null,
): Result.Result<Placement, PlacementError> => {
  if (request.lines.length === 0) return Result.fail(new EmptyOrder())
  const lines: Array<NewOrderLine> = []
  for (const [index, line] of request.lines.entries()) {
    const quantity = quantityOrdered("quantity", line.quantity)
    if (Result.isFailure(quantity))
      return Result.fail(new InvalidQuantity({ line: index, quantity: line.quantity, rule: quantity.failure.rule }))
    const offer = offers[index] ?? Result.fail("no-such-product" as const)
    if (Result.isFailure(offer))
      return Result.fail(
        new UnknownItem({ line: index, product: line.product, variant: line.variant, reason: offer.failure }),
      )
    const { stockItem, product, variant, price } = offer.success
    const { metadata = null } = line
    lines.push({ stockItem, product, variant, quantity: line.quantity, price, ...(metadata !== null && { metadata }) })
  }
  const movements = movementsOf("reserve", lines)
  const order: NewOrder = {
    account: request.account,
    status: "created",
    delivery: request.delivery,
    metadata: request.metadata ?? null,
    lines,
    adjustments: [],
    createdAt: now,
  }
  if (movements.some((movement) => movement.quantity > MAX_QUANTITY) || !Number.isSafeInteger(total(order)))
    return Result.fail(new OrderTooLarge())
  return Result.succeed({ order, movements, event: { _tag: "OrderPlaced", at: now }, maxUnpaidOrders })
}

/**
 * Adds the ids that a store assigned, one for the order and one for each line. Returns the order as it was placed and
 * its complete event.
 *
 * @example
 * const { order, event } = withIds(placement, OrderId(7), [OrderLineId(12)])
 */
export const withIds = (
  { order: { lines, createdAt, ...order }, event }: Placement,
  id: OrderId,
  lineIds: ReadonlyArray<OrderLineId>,
): { readonly order: Order; readonly event: OrderPlaced } => {
  const placed: Order = {
    id,
    ...order,
    lines: lines.map((line, index) => {
      const lineId = lineIds[index]
      if (lineId === undefined) throw new RangeError(`order ${id} has ${lines.length} lines and ${lineIds.length} ids`)
      return { id: lineId, ...line }
    }),
    createdAt,
    updatedAt: createdAt,
  }
  return { order: placed, event: { ...event, order: placed } }
}
