import { Effect } from "effect"
import type { Actor } from "../../domain/account/actor.ts"
import { InsufficientStock } from "../../domain/order/errors.ts"
import { type OrderRequest, type PlacementError, placeOrder } from "../../domain/order/place-order.ts"
import type { Offers } from "../ports/catalog.ts"
import type { Clock } from "../ports/clock.ts"
import type { OrderLedger } from "../ports/order-ledger.ts"
import type { BuyerOrder } from "../ports/orders.ts"

export interface PlaceOrderPorts {
  readonly offers: Offers
  readonly ledger: OrderLedger
  readonly clock: Clock
}

/** What a buyer asks for; the buyer is the actor. */
export type PlaceOrderCommand = Omit<OrderRequest, "account">

export type PlaceOrderError = PlacementError | InsufficientStock

/** Places an order and reserves its stock, or changes nothing at all. */
export type PlaceOrder = (actor: Actor, command: PlaceOrderCommand) => Effect.Effect<BuyerOrder, PlaceOrderError>

export const makePlaceOrder = ({ offers, ledger, clock }: PlaceOrderPorts): PlaceOrder =>
  Effect.fnUntraced(function* (actor, command) {
    const request: OrderRequest = { ...command, account: actor.id }
    const known = yield* offers.offersFor(request.lines)
    const placement = yield* Effect.fromResult(placeOrder(request, known, clock.now()))
    const order = yield* ledger.record(placement).pipe(
      Effect.mapError(({ sku, requested, available }) => {
        const lines = placement.order.lines.flatMap((line, index) => (line.sku === sku ? [index] : []))
        return new InsufficientStock({ lines, requested, available })
      }),
    )
    return { ...order, username: actor.username }
  })
