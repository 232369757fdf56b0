import { Client } from "pg"
import { afterAll, beforeAll, expect, test } from "vitest"
import { migrate } from "../../composition/open-shop.ts"
import { newBuyer, newShop } from "../dialects/shopwright.ts"
import { type ServedShop, serveShop } from "../support/http.ts"
import { type Database, freshDatabase } from "../support/postgres.ts"

const FIRST = 3_000_000_000

let database: Database
beforeAll(async () => {
  database = await freshDatabase()
  await migrate({ url: database.url })
  const client = new Client({ connectionString: database.url })
  await client.connect()
  const { rows } = await client.query(
    "select sequencename as name from pg_sequences where schemaname = 'shopwright' and sequencename !~ '^schema_version'",
  )
  for (const { name } of rows) await client.query(`alter sequence shopwright.${name} restart with ${FIRST}`)
  await client.end()
})
afterAll(() => database.drop())

/** Serves the shop in one dialect. */
const served = async (
  dialect: "shopwright" | "ecommerce-backend",
  use: (shop: ServedShop) => Promise<void>,
): Promise<void> => {
  const shop = await serveShop({ dialect, database: { url: database.url } })
  try {
    await use(shop)
  } finally {
    await shop.close()
  }
}

interface Items {
  readonly items: ReadonlyArray<{ readonly id: number }>
  readonly next: string | null
}

test("ids above 2^31 name resources in paths, bodies, queries and cursors of shopwright", () =>
  served("shopwright", async (shop) => {
    const admin = await newShop(shop)
    const mia = await newBuyer(shop.ask, "mia")
    const { id: product } = admin.lamp
    expect(product).toBeGreaterThanOrEqual(FIRST)
    for (const quantity of [1, 2]) {
      const placed = await mia.call("POST", "orders", { body: { lines: [{ product, quantity }] } })
      expect(placed.status).toBe(201)
    }
    expect((await admin.call("GET", `products/${product}`)).status).toBe(200)
    expect((await admin.call("POST", `products/${product}/restocks`, { body: { quantity: 3 } })).status).toBe(201)
    for (const list of ["products", `orders?account=${mia.id}`, `orders?product=${product}`, "accounts"]) {
      const page = async (after: string) =>
        (await admin.call("GET", `${list}${list.includes("?") ? "&" : "?"}limit=1${after}`)).json() as Items
      const first = await page("")
      const second = await page(`&after=${first.next}`)
      expect([first.items.length, second.items.length]).toEqual([1, 1])
      expect(second.items[0]?.id).not.toBe(first.items[0]?.id)
    }
  }))

test("ids above 2^31 name resources in paths, bodies and cursors of ecommerce-backend", () =>
  served("ecommerce-backend", async (shop) => {
    const body = { username: "root", password: "test12345" }
    const token = ((await shop.ask("POST", "/api/users/login/", { body })).json() as { readonly token: string }).token
    const ask = (method: string, path: string, body?: object) =>
      shop.ask(method, path, { token, ...(body !== undefined && { body }) })
    const [listed] = (await ask("GET", "/api/products/")).json() as ReadonlyArray<{ readonly id: number }>
    const product = listed?.id
    const ids: Array<number> = []
    for (const quantity of [1, 2]) {
      const placed = await ask("POST", "/api/orders/", { items: [{ product, quantity }] })
      expect(placed.status).toBe(201)
      ids.push((placed.json() as { readonly id: number }).id)
    }
    expect((await ask("PATCH", `/api/orders/${ids[0]}/update-status/`, { status: "paid" })).status).toBe(200)
    const first = await ask("GET", "/api/orders/?limit=1")
    const next = /cursor=([^>&]+)/.exec(first.headers.get("link") ?? "")?.[1]
    expect((await ask("GET", `/api/orders/?limit=1&cursor=${next}`)).status).toBe(200)
  }))
