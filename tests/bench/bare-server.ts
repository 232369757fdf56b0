// The same order as a host would write it by hand: Express and `pg`, one transaction for each order, in the tables of the
// shop, without events, history and idempotency keys. Usage: node bare-server.ts DATABASE_URL WORKERS
import cluster from "node:cluster"
import { once } from "node:events"
import type { AddressInfo } from "node:net"
import express from "express"
import { Pool } from "pg"
import { digestOf } from "../support/books.ts"
import type { OrderedLine } from "./job.ts"

const [url = "", workers = "1"] = process.argv.slice(2)

const statements = {
  account: "select account from shopwright.session where token_digest = $1",
  stock: `select l.stock_item, l.product, l.variant, p.price, l.on_hand - l.reserved >= n.quantity as fits, n.quantity
    from unnest($1::bigint[], $2::bigint[]) as n (variant, quantity)
    join shopwright.stock_level l on l.variant = n.variant join shopwright.product p on p.id = l.product
    order by l.stock_item for update of l`,
  order: `insert into shopwright.orders (account, status, created_at, updated_at) values ($1, 'created', now(), now())
    returning id`,
  lines: `insert into shopwright.order_line ("order", account, stock_item, product, variant, quantity, price)
    select $1, $2, * from unnest($3::bigint[], $4::bigint[], $5::bigint[], $6::bigint[], $7::bigint[]) returning id`,
  reserve: `update shopwright.stock_level l set reserved = l.reserved + n.quantity
    from (select stock_item, sum(quantity) as quantity from unnest($1::bigint[], $2::bigint[]) as n (stock_item, quantity)
      group by stock_item) n where l.stock_item = n.stock_item`,
}

const serve = async (): Promise<void> => {
  const pool = new Pool({ connectionString: url, max: 10 })
  const placeOrder = async (token: string, items: ReadonlyArray<OrderedLine>) => {
    const client = await pool.connect()
    const run = (name: keyof typeof statements, values: ReadonlyArray<unknown>) =>
      client.query({ name, text: statements[name], values: [...values] }).then(({ rows }) => rows)
    try {
      const [session] = await run("account", [digestOf(token)])
      if (session === undefined) return { status: 401, body: {} }
      await client.query("begin")
      const stock = await run("stock", [items.map((item) => item.variant), items.map((item) => item.quantity)])
      if (stock.length < items.length || !stock.every(({ fits }) => fits)) {
        await client.query("rollback")
        return { status: 400, body: { message: "Insufficient stock" } }
      }
      const [order] = await run("order", [session.account])
      const column = (name: string) => stock.map((row) => row[name])
      const names = ["stock_item", "product", "variant", "quantity", "price"]
      const lines = await run("lines", [order.id, session.account, ...names.map(column)])
      await run("reserve", [column("stock_item"), column("quantity")])
      await client.query("commit")
      return { status: 201, body: { id: order.id, items: stock.map((row, i) => ({ ...row, id: lines[i].id })) } }
    } catch (error) {
      await client.query("rollback")
      throw error
    } finally {
      client.release()
    }
  }
  const app = express()
  app.post("/api/orders/", express.json(), async (request, response) => {
    const token = request.get("authorization")?.slice("Token ".length) ?? ""
    const { status, body } = await placeOrder(token, request.body.items)
    response.status(status).json(body)
  })
  const server = app.listen(0, "127.0.0.1")
  await once(server, "listening")
  process.send?.((server.address() as AddressInfo).port)
}

if (cluster.isPrimary) {
  const ports = Array.from({ length: Number(workers) }, () => once(cluster.fork(), "message"))
  const [[port]] = (await Promise.all(ports)) as [[number]]
  process.stdout.write(`http://127.0.0.1:${port}\n`)
} else await serve()
