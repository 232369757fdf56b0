import { Client } from "pg"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { searchOrders } from "../../adapters/persistence/postgres/order-search.ts"
import type { OrderQuery } from "../../application/ports/search.ts"
import { AccountId } from "../../domain/account/account.ts"
import { ProductId } from "../../domain/catalog/product.ts"
import { OrderId } from "../../domain/order/order.ts"
import { explain } from "../support/explain.ts"
import { addManyOrders } from "../support/many-orders.ts"
import { type Database, freshDatabase } from "../support/postgres.ts"
import { migrate } from "../support/server-process.ts"

const ORDERS = 20_000
const LIMIT = 50

let database: Database
let client: Client

beforeAll(async () => {
  database = await freshDatabase()
  await migrate(database.url)
  await addManyOrders(database.url, ORDERS)
  client = new Client({ connectionString: database.url })
  await client.connect()
  await client.query("set random_page_cost = 1.1")
  await client.query(`
    set session_replication_role = replica;
    update shopwright.orders set created_at = '2025-01-01T00:00:00Z'::timestamptz + id * interval '26 minutes',
      address = '1 Harbour Road', phone = '+44 117 49 ' || pg_catalog.lpad((id % 10000)::text, 5, '6000'),
      status = case when id % 1000 = 0 then 'paid' when id % 20 = 0 then 'cancelled' else 'delivered' end;
  `)
  await client.query("vacuum full analyze")
})
afterAll(async () => {
  await client?.end()
  await database?.drop()
})

describe("a page of orders is read by an index", () => {
  const middle = { createdAt: new Date("2025-06-30T00:00:00Z"), id: OrderId(10_000) }
  const filters: Readonly<Record<string, Partial<OrderQuery>>> = {
    "all orders": {},
    "one buyer": { owner: AccountId(7) },
    "a frequent status": { statuses: ["delivered"] },
    "rare statuses": { statuses: ["paid", "created"] },
    "a month": { placedFrom: new Date("2025-02-01T00:00:00Z"), placedBefore: new Date("2025-03-01T00:00:00Z") },
    "a status in a month": {
      statuses: ["cancelled"],
      placedFrom: new Date("2025-02-01T00:00:00Z"),
      placedBefore: new Date("2025-03-01T00:00:00Z"),
    },
    "one product": { product: ProductId(7) },
    "a phone number": { phone: "0117 4960007" },
    "a phone number and a status": { phone: "0117 4960007", statuses: ["delivered"] },
    "one product and a status": { product: ProductId(7), statuses: ["delivered"] },
  }
  const pages = { "the first page": undefined, "a page in the middle": middle }
  const cases = Object.entries(filters).flatMap(([name, filter]) =>
    Object.entries(pages).flatMap(([page, after]) =>
      (["newest", "oldest"] as const).map((sort) => ({ name, page, sort, query: { ...filter, sort, after } })),
    ),
  )

  it.each(cases)("$name, $page, $sort first", async ({ query }) => {
    const { sequential, read } = await explain(
      client,
      searchOrders('"shopwright"', { owner: "all", limit: LIMIT, ...query }),
    )
    expect(sequential).toEqual([])
    // A page of 50 orders has 100 lines and 50 buyers. Filters discard the rest.
    expect(read).toBeLessThan(1500)
  })
})
