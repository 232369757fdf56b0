import type { Effect } from "effect"
import type { Actor } from "../../domain/account/actor.ts"
import type { BuyerOrder, Orders } from "../ports/orders.ts"

/** The actor's own orders; for an admin, everybody's. In ascending order of id. */
export type ListOrders = (actor: Actor) => Effect.Effect<ReadonlyArray<BuyerOrder>>

export const makeListOrders =
  ({ orders }: { readonly orders: Orders }): ListOrders =>
  (actor) =>
    orders.list(actor.isAdmin ? "everybody" : actor.id)
