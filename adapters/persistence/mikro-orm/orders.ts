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
  const s = database.schema
  const columns = `o.id, o.account, a.username, o.status, o.address, o.phone,
    date_part('epoch', o.created_at) * 1000, date_part('epoch', o.updated_at) * 1000,
    i.id, i.sku, l.product, l.variant, i.quantity, i.price::float8`
  const from = `from ${s}.orders o
    join ${s}.account a on a.id = o.account
    join ${s}.order_line i on i."order" = o.id
    join ${s}.stock_level l on l.sku = i.sku`
  const find = { name: "find order", text: `select ${columns} ${from} where o.id = $1 order by i.id` }
  const everybody = { name: "all orders", text: `select ${columns} ${from} order by o.id, i.id` }
  // A prepared plan does not know how few orders a buyer has, and would read whole tables. `offset 0` keeps the planner
  // from merging the parts: each buyer's orders and each order's lines are looked up by their index.
  const own = {
    name: "own orders",
    text: `select ${columns} from unnest($1::integer[]) as owner (id)
      join ${s}.account a on a.id = owner.id
      cross join lateral (select * from ${s}.orders o where o.account = owner.id offset 0) o
      cross join lateral (select * from ${s}.order_line i where i."order" = o.id offset 0) i
      cross join lateral (select * from ${s}.stock_level l where l.sku = i.sku offset 0) l
      order by o.id, i.id`,
  }

  const ownedBy = batcher<AccountId, ReadonlyArray<BuyerOrder>>({
    run: async (accounts) => {
      const rows = await database.rows(own, [[...new Set(accounts)]])
      const orders = Map.groupBy(ordersOf(rows), (order) => order.account)
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
