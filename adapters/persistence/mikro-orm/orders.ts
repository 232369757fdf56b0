import { Effect } from "effect"
import type { BuyerOrder, Orders } from "../../../application/ports/orders.ts"
import { AccountId } from "../../../domain/account/account.ts"
import type { Username } from "../../../domain/account/identifier.ts"
import type { Money } from "../../../domain/catalog/money.ts"
import { ProductId, VariantId } from "../../../domain/catalog/product.ts"
import { OrderId, type OrderLine, OrderLineId } from "../../../domain/order/order.ts"
import type { OrderStatus } from "../../../domain/order/status.ts"
import { SkuId } from "../../../domain/stock/sku.ts"
import { batcher } from "./batcher.ts"
import type { Database, Row } from "./database.ts"

export const makeOrders = (database: Database): Orders => {
  const columns = `o.id, o.account, a.username, o.status, o.address, o.phone,
    extract(epoch from o.created_at)::float8 * 1000, extract(epoch from o.updated_at)::float8 * 1000,
    i.id, i.sku, l.product, l.variant, i.quantity, i.price::float8`
  const s = database.schema
  const from = `from ${s}.orders o
    join ${s}.account a on a.id = o.account
    join ${s}.order_line i on i."order" = o.id
    join ${s}.stock_level l on l.sku = i.sku`
  const find = { name: "find order", text: `select ${columns} ${from} where o.id = $1 order by i.id` }
  const everybody = { name: "all orders", text: `select ${columns} ${from} order by o.id, i.id` }
  const own = {
    name: "own orders",
    text: `select ${columns} ${from} where o.account = any ($1::integer[]) order by o.id, i.id`,
  }

  const ownedBy = batcher<AccountId, ReadonlyArray<BuyerOrder>>({
    run: async (accounts) => {
      const orders = Map.groupBy(ordersOf(await database.rows(own, [accounts])), (order) => order.account)
      return accounts.map((account) => orders.get(account) ?? [])
    },
    lanes: database.parallelism,
    maxSize: 16,
  })
  return {
    find: (id) => Effect.promise(async () => ordersOf(await database.rows(find, [id]))[0] ?? null),
    list: (owner) =>
      Effect.promise(async () =>
        owner === "everybody" ? ordersOf(await database.rows(everybody, [])) : ownedBy(owner),
      ),
  }
}

/** Orders from rows of one line each; the lines of an order stand together. */
const ordersOf = (rows: ReadonlyArray<Row>): ReadonlyArray<BuyerOrder> => {
  const orders: Array<BuyerOrder & { lines: Array<OrderLine> }> = []
  let last: (typeof orders)[number] | undefined
  for (const row of rows as ReadonlyArray<OrderColumns>) {
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
      sku: SkuId(row[9]),
      product: ProductId(row[10]),
      variant: variant === null ? null : VariantId(variant),
      quantity: row[12],
      price: row[13] as Money,
    })
  }
  return orders
}

type OrderColumns = readonly [
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
]
