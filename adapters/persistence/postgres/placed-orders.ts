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
  const found = await rows(
    {
      name: "placed orders",
      text: `select o.id, o.account, o.address, o.phone, extract(epoch from o.created_at)::float8 * 1000,
          i.id, i.sku, i.product, i.variant, i.quantity, i.price::float8
        from ${s}.orders o
        join ${s}.order_line i on i."order" = o.id
        where o.id = any ($1::bigint[]) order by i.id`,
    },
    [ids],
  )
  for (const row of found as ReadonlyArray<PlacedColumns>) {
    const [id, account, address, phone, created, line, sku, product, variant, quantity, price] = row
    const order = orders.get(id) ?? {
      id: OrderId(id),
      account: AccountId(account),
      status: "created" as const,
      delivery: address === null || phone === null ? null : { address, phone },
      lines: [],
      createdAt: new Date(Math.round(created)),
      updatedAt: new Date(Math.round(created)),
    }
    orders.set(id, order)
    order.lines.push({
      id: OrderLineId(line),
      stockItem: StockItemId(sku),
      product: ProductId(product),
      variant: variant === null ? null : VariantId(variant),
      quantity,
      price: price as Money,
    })
  }
  return orders
}

type PlacedColumns = readonly [
  id: number,
  account: number,
  address: string | null,
  phone: string | null,
  created: number,
  line: number,
  sku: number,
  product: number,
  variant: number | null,
  quantity: number,
  price: number,
]
