import type { BuyerOrder } from "../../../application/ports/orders.ts"
import { AccountId } from "../../../domain/account/account.ts"
import type { Username } from "../../../domain/account/identifier.ts"
import type { Money } from "../../../domain/catalog/money.ts"
import { ProductId, VariantId } from "../../../domain/catalog/product.ts"
import type { Metadata } from "../../../domain/metadata.ts"
import type { Adjustment } from "../../../domain/order/adjustment.ts"
import { type Order, OrderId, type OrderLine, OrderLineId } from "../../../domain/order/order.ts"
import type { OrderStatus } from "../../../domain/order/status.ts"
import { StockItemId } from "../../../domain/stock/stock-item.ts"

/**
 * The columns of orders, one row a line, and where they come from: `o` stands for the orders chosen. What belongs to
 * an order is looked up for each by its key (`offset 0` keeps the planner from anything else): how many are chosen is
 * unknown when a plan is made, and one made for many would read whole tables for a few, for as long as it is kept. The
 * account is compared so that a cluster, which distributes both tables by it, finds the lines beside their order.
 */
export const orderColumns = `o.id, o.account, a.username, o.status, o.address, o.phone, o.metadata, o.adjustments,
  date_part('epoch', o.created_at) * 1000 as created_at, date_part('epoch', o.updated_at) * 1000 as updated_at,
  i.id as line, i.stock_item, i.product, i.variant, i.quantity, i.price::float8 as price,
  i.metadata as line_metadata`

export const withLines = (s: string, isDistributed: boolean): string =>
  isDistributed ? joinedLines(s) : lookedUpLines(s)

const lookedUpLines = (s: string): string => `
  cross join lateral (select username from ${s}.account where id = o.account offset 0) a
  cross join lateral (
    select i.id, i.stock_item, i.product, i.variant, i.quantity, i.price, i.metadata
    from ${s}.order_line i where i."order" = o.id and i.account = o.account order by i.id offset 0
  ) i`

/** Citus rejects `offset` in a lateral join to rows that it has collected first, such as those of a page. */
const joinedLines = (s: string): string => `
  join ${s}.account a on a.id = o.account
  join ${s}.order_line i on i."order" = o.id and i.account = o.account`

/** Orders from rows of one line each; the lines of an order stand together. */
export const ordersOf = (rows: ReadonlyArray<OrderRow>): Array<BuyerOrder> => {
  const orders: Array<BuyerOrder & { lines: Array<OrderLine> }> = []
  let last: (typeof orders)[number] | undefined
  for (const row of rows) {
    const { id } = row
    if (last?.id !== id) {
      last = {
        id: OrderId(id),
        account: AccountId(row.account),
        username: row.username as Username | null,
        status: row.status,
        delivery: deliveryOf(row),
        metadata: row.metadata,
        lines: [],
        adjustments: row.adjustments ?? [],
        createdAt: new Date(Math.round(row.created_at)),
        updatedAt: new Date(Math.round(row.updated_at)),
      }
      orders.push(last)
    }
    last.lines.push(lineOf(row))
  }
  return orders
}

/** The delivery of an order, or `null`. */
export const deliveryOf = ({ address, phone }: Pick<OrderRow, "address" | "phone">): Order["delivery"] =>
  address === null || phone === null ? null : { address, phone }

/** The line of an order that a row describes. */
export const lineOf = (row: LineRow): OrderLine => ({
  id: OrderLineId(row.line),
  stockItem: StockItemId(row.stock_item),
  product: ProductId(row.product),
  variant: row.variant === null ? null : VariantId(row.variant),
  quantity: row.quantity,
  price: row.price as Money,
  ...(row.line_metadata !== null && { metadata: row.line_metadata }),
})

/** The columns of {@link orderColumns}. */
export interface OrderRow extends LineRow {
  readonly id: number
  readonly account: number
  readonly username: string | null
  readonly status: OrderStatus
  readonly address: string | null
  readonly phone: string | null
  readonly metadata: Metadata | null
  /** `null` for an order without adjustments. */
  readonly adjustments: ReadonlyArray<Adjustment> | null
  readonly created_at: number
  readonly updated_at: number
}

/** The columns of a line. */
export interface LineRow {
  readonly line: number
  readonly stock_item: number
  readonly product: number
  readonly variant: number | null
  readonly quantity: number
  readonly price: number
  readonly line_metadata: Metadata | null
}
