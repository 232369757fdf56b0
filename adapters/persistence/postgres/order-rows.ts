import type { BuyerOrder } from "../../../application/ports/orders.ts"
import { AccountId } from "../../../domain/account/account.ts"
import type { Username } from "../../../domain/account/identifier.ts"
import type { Money } from "../../../domain/catalog/money.ts"
import { ProductId, VariantId } from "../../../domain/catalog/product.ts"
import { OrderId, type OrderLine, OrderLineId } from "../../../domain/order/order.ts"
import type { OrderStatus } from "../../../domain/order/status.ts"
import { StockItemId } from "../../../domain/stock/stock-item.ts"
import type { Row } from "./database.ts"

/**
 * The columns of orders, one row a line, and where they come from: `o` stands for the orders chosen. What belongs to
 * an order is looked up for each by its key (`offset 0` keeps the planner from anything else): how many are chosen is
 * unknown when a plan is made, and one made for many would read whole tables for a few, for as long as it is kept.
 */
export const orderColumns = `o.id, o.account, a.username, o.status, o.address, o.phone,
  date_part('epoch', o.created_at) * 1000, date_part('epoch', o.updated_at) * 1000,
  i.id, i.sku, i.product, i.variant, i.quantity, i.price::float8`

export const withLines = (s: string): string => `
  cross join lateral (select username from ${s}.account where id = o.account offset 0) a
  cross join lateral (
    select i.id, i.sku, i.product, i.variant, i.quantity, i.price
    from ${s}.order_line i where i."order" = o.id order by i.id offset 0
  ) i`

/** Orders from rows of one line each; the lines of an order stand together. */
export const ordersOf = (rows: ReadonlyArray<Row>): Array<BuyerOrder> => {
  const orders: Array<BuyerOrder & { lines: Array<OrderLine> }> = []
  let last: (typeof orders)[number] | undefined
  for (const row of rows as ReadonlyArray<OrderRow>) {
    const [id, account, username, status, address, phone, created, updated] = row
    if (last?.id !== id) {
      last = {
        id: OrderId(id),
        account: AccountId(account),
        username: username as Username | null,
        status,
        delivery: address === null || phone === null ? null : { address, phone },
        lines: [],
        createdAt: new Date(Math.round(created)),
        updatedAt: new Date(Math.round(updated)),
      }
      orders.push(last)
    }
    const variant = row[11]
    last.lines.push({
      id: OrderLineId(row[8]),
      stockItem: StockItemId(row[9]),
      product: ProductId(row[10]),
      variant: variant === null ? null : VariantId(variant),
      quantity: row[12],
      price: row[13] as Money,
    })
  }
  return orders
}

type OrderRow = readonly [
  id: number,
  account: number,
  username: string | null,
  status: OrderStatus,
  address: string | null,
  phone: string | null,
  created: number,
  updated: number,
  line: number,
  sku: number,
  product: number,
  variant: number | null,
  quantity: number,
  price: number,
  ...rest: ReadonlyArray<unknown>,
]
