import { AccountId } from "../../../domain/account/account.ts"
import { type Order, OrderId, type OrderLine } from "../../../domain/order/order.ts"
import type { Database } from "./database.ts"
import { deliveryOf, lineOf, type OrderRow } from "./order-rows.ts"

/**
 * Orders as they were when they were placed, whatever became of them: nothing but their status, the time of its last
 * change and their metadata is ever written again, so the moment can be read back and need not be kept a second time. The
 * metadata is the present one.
 */
export const readPlacedOrders = async (
  { rows, schema: s }: Pick<Database, "rows" | "schema">,
  ids: ReadonlyArray<number>,
): Promise<ReadonlyMap<number, Order>> => {
  const orders = new Map<number, Order & { readonly lines: Array<OrderLine> }>()
  if (ids.length === 0) return orders
  const found = await rows<PlacedRow>(
    {
      name: "placed orders",
      text: `select o.id, o.account, o.address, o.phone, o.metadata, o.adjustments, extract(epoch from o.created_at)::float8 * 1000 as created_at,
          i.id as line, i.stock_item, i.product, i.variant, i.quantity, i.price::float8 as price, i.metadata as line_metadata
        from ${s}.orders o
        join ${s}.order_line i on i."order" = o.id and i.account = o.account
        where o.id = any ($1::bigint[]) order by i.id`,
    },
    [ids],
  )
  for (const row of found) {
    const { id } = row
    const order = orders.get(id) ?? {
      id: OrderId(id),
      account: AccountId(row.account),
      status: "created" as const,
      delivery: deliveryOf(row),
      metadata: row.metadata,
      lines: [],
      adjustments: row.adjustments ?? [],
      createdAt: new Date(Math.round(row.created_at)),
      updatedAt: new Date(Math.round(row.created_at)),
    }
    orders.set(id, order)
    order.lines.push(lineOf(row))
  }
  return orders
}

type PlacedRow = Omit<OrderRow, "username" | "status" | "updated_at">
