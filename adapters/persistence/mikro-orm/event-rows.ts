import { AccountId } from "../../../domain/account/account.ts"
import type { EmailAddress, Username } from "../../../domain/account/identifier.ts"
import { orderPlaced, type ShopEvent } from "../../../domain/event/event.ts"
import { type Order, OrderId } from "../../../domain/order/order.ts"
import type { OrderStatus } from "../../../domain/order/status.ts"

/** The columns of an event, however they were read. */
export type EventColumns = readonly [
  tx: string,
  id: string,
  kind: string,
  order: number | null,
  account: number | null,
  facts: Readonly<Record<string, string | null>> | null,
  at: number,
]

/** The orders whose placing is told: what they were like is read from the orders themselves. */
export const placedIn = (rows: ReadonlyArray<readonly [...EventColumns, ...ReadonlyArray<unknown>]>) =>
  rows.flatMap(([, , kind, order]) => (kind === "OrderPlaced" && order !== null ? [order] : []))

/** What was checked when it was written is not checked again when it is read. */
export const eventOf = (
  [, , kind, order, account, facts, at]: readonly [...EventColumns, ...ReadonlyArray<unknown>],
  placed: ReadonlyMap<number, Order>,
): ShopEvent => {
  const time = new Date(Math.round(at))
  if (kind === "OrderPlaced") {
    const found = placed.get(order ?? 0)
    if (found === undefined) throw new Error(`order ${order} was placed and is not there`)
    return orderPlaced(found)
  }
  if (kind === "OrderStatusChanged") {
    const { from, to } = facts as { readonly from: OrderStatus; readonly to: OrderStatus }
    return { _tag: kind, order: OrderId(order ?? 0), from, to, at: time }
  }
  if (kind === "AccountRegistered") {
    const { username, email } = facts as { readonly username: Username | null; readonly email: EmailAddress | null }
    return { _tag: kind, account: AccountId(account ?? 0), username, email, at: time }
  }
  throw new Error(`an event of an unknown kind: ${kind}`)
}
