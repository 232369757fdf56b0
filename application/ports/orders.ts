import type { Effect } from "effect"
import type { AccountId } from "../../domain/account/account.ts"
import type { Username } from "../../domain/account/identifier.ts"
import type { Order, OrderId } from "../../domain/order/order.ts"

/** An order together with its buyer's user name, `null` where the account has none. */
export interface BuyerOrder extends Order {
  readonly username: Username | null
}

/** The orders of the shop, to read. */
export interface Orders {
  readonly find: (order: OrderId) => Effect.Effect<Order | null>
  /** In ascending order of id: one account's orders, or everybody's. */
  readonly list: (owner: AccountId | "everybody") => Effect.Effect<ReadonlyArray<BuyerOrder>>
}
