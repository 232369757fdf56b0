import { AccountId } from "../../../domain/account/account.ts"
import { ProductId } from "../../../domain/catalog/product.ts"
import type {
  AccountRegistered,
  OrderStatusChanged,
  ProductRepriced,
  ShopEvent,
  StockReplenished,
} from "../../../domain/event/event.ts"
import { type Order, OrderId } from "../../../domain/order/order.ts"
import { StockItemId } from "../../../domain/stock/stock-item.ts"

/** The columns of an event, however they were read. */
export type EventColumns = readonly [
  tx: string,
  id: string,
  kind: string,
  /** What the event is about: an order, an account, a stock item or a product. */
  subject: number,
  facts: Readonly<Record<string, string | number | null>> | null,
  at: number,
]

/** The orders whose placing is told: what they were like is read from the orders themselves. */
export const placedIn = (rows: ReadonlyArray<readonly [...EventColumns, ...ReadonlyArray<unknown>]>) =>
  rows.flatMap(([, , kind, subject]) => (kind === "OrderPlaced" ? [subject] : []))

/** What was checked when it was written is not checked again when it is read. */
export const eventOf = (
  [, , kind, subject, facts, at]: readonly [...EventColumns, ...ReadonlyArray<unknown>],
  placed: ReadonlyMap<number, Order>,
): ShopEvent => {
  const time = new Date(Math.round(at))
  switch (kind) {
    case "OrderPlaced": {
      const found = placed.get(subject)
      if (found === undefined) throw new Error(`order ${subject} was placed and is not there`)
      return { _tag: kind, order: found, at: time }
    }
    case "OrderStatusChanged": {
      const changed = facts as Pick<OrderStatusChanged, "from" | "to">
      return { _tag: kind, order: OrderId(subject), ...changed, at: time }
    }
    case "AccountRegistered": {
      const registered = facts as Pick<AccountRegistered, "username" | "email">
      return { _tag: kind, account: AccountId(subject), ...registered, at: time }
    }
    case "StockReplenished": {
      const replenished = facts as Pick<StockReplenished, "product" | "variant" | "quantity" | "onHand">
      return { _tag: kind, stockItem: StockItemId(subject), ...replenished, at: time }
    }
    case "ProductRepriced": {
      const repriced = facts as Pick<ProductRepriced, "from" | "to">
      return { _tag: kind, product: ProductId(subject), ...repriced, at: time }
    }
    default:
      throw new Error(`an event of an unknown kind: ${kind}`)
  }
}
