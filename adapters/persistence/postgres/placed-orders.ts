import { AccountId } from "../../../domain/account/account.ts"
import type { Money } from "../../../domain/catalog/money.ts"
import { ProductId, VariantId } from "../../../domain/catalog/product.ts"
import { type Order, OrderId, type OrderLine, OrderLineId } from "../../../domain/order/order.ts"
import { StockItemId } from "../../../domain/stock/stock-item.ts"
import type { Database } from "./database.ts"

/**
 * Orders as they were when they were placed, whatever became of them: nothing but their status and the time of its last
 * change is ever written again, so the moment can be read back and need not be kept a second time.
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
      text: `select o.id, o.account, o.address, o.phone, extract(epoch from o.created_at)::float8 * 1000 as created_at,
          i.id as line, i.stock_item, i.product, i.variant, i.quantity, i.price::float8 as price
        from ${s}.orders o
        join ${s}.order_line i on i."order" = o.id
        where o.id = any ($1::bigint[]) order by i.id`,
    },
    [ids],
  )
  for (const row of found) {
    const { id, address, phone, variant } = row
    const order = orders.get(id) ?? {
      id: OrderId(id),
      account: AccountId(row.account),
      status: "created" as const,
      delivery: address === null || phone === null ? null : { address, phone },
      lines: [],
      createdAt: new Date(Math.round(row.created_at)),
      updatedAt: new Date(Math.round(row.created_at)),
    }
    orders.set(id, order)
    order.lines.push({
      id: OrderLineId(row.line),
      stockItem: StockItemId(row.stock_item),
      product: ProductId(row.product),
      variant: variant === null ? null : VariantId(variant),
      quantity: row.quantity,
      price: row.price as Money,
    })
  }
  return orders
}

interface PlacedRow {
  readonly id: number
  readonly account: number
  readonly address: string | null
  readonly phone: string | null
  readonly created_at: number
  readonly line: number
  readonly stock_item: number
  readonly product: number
  readonly variant: number | null
  readonly quantity: number
  readonly price: number
}
