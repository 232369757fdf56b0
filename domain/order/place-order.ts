import { Result } from "effect"
import type { AccountId } from "../account/account.ts"
import type { MissingOffer, Offer } from "../catalog/offer.ts"
import type { ProductId, VariantId } from "../catalog/product.ts"
import { type Movement, movementsOf } from "../stock/movement.ts"
import { MAX_QUANTITY, quantityOrdered } from "../stock/stock-level.ts"
import { EmptyOrder, InvalidQuantity, OrderTooLarge, UnknownItem } from "./errors.ts"
import { type Delivery, type NewOrder, type NewOrderLine, total } from "./order.ts"

/** One line as a buyer asks for it. */
export interface RequestedLine {
  readonly product: ProductId
  readonly variant: VariantId | null
  readonly quantity: number
}

/** A buyer's wish. */
export interface OrderRequest {
  readonly account: AccountId
  readonly lines: ReadonlyArray<RequestedLine>
  readonly delivery: Delivery | null
}

/** What placing an order comes to: the order to be, and the stock it reserves. Nothing has happened yet. */
export interface Placement {
  readonly order: NewOrder
  readonly movements: ReadonlyArray<Movement>
}

export type PlacementError = EmptyOrder | InvalidQuantity | UnknownItem | OrderTooLarge

/**
 * Decides an order. `offers` answers, line by line, what may be sold under the product and variant named, or why not.
 * Quantities are whole numbers from 1; several lines of one stock item count together; prices are the offers' of this moment.
 * Whether there is enough stock is settled when the placement is recorded.
 *
 * @example
 * const soap = { product: ProductId(1), variant: null }
 * const offer = { stockItem: StockItemId(1), ...soap, price: Result.getOrThrow(money(350)) }
 * const wish = { account: buyer.id, lines: [{ ...soap, quantity: 2 }], delivery: null }
 * const decided = placeOrder(wish, [Result.succeed(offer)], new Date())
 * if (Result.isSuccess(decided)) console.log(total(decided.success.order)) // 700
 */
export const placeOrder = (
  request: OrderRequest,
  offers: ReadonlyArray<Result.Result<Offer, MissingOffer>>,
  now: Date,
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
    lines.push({ stockItem, product, variant, quantity: line.quantity, price })
  }
  const movements = movementsOf("reserve", lines)
  const order: NewOrder = {
    account: request.account,
    status: "created",
    delivery: request.delivery,
    lines,
    createdAt: now,
    updatedAt: now,
  }
  if (movements.some((movement) => movement.quantity > MAX_QUANTITY) || !Number.isSafeInteger(total(order)))
    return Result.fail(new OrderTooLarge())
  return Result.succeed({ order, movements })
}
