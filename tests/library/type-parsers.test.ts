import { Pool, type types } from "pg"
import { afterAll, beforeAll, expect, it } from "vitest"
import { type Account, migrate, openShop, type Shop } from "../../composition/index.ts"
import { operator } from "../../domain/account/actor.ts"
import { type Database, freshDatabase } from "../support/postgres.ts"

/** Replaces the parsers of the types whose text form is easily mistaken for a value. */
const hostileParsers: typeof types.getTypeParser = () => (value: string) => `host: ${value}`

let database: Database
let pool: Pool
let shop: Shop
let mia: Account

beforeAll(async () => {
  database = await freshDatabase()
  await migrate({ url: database.url })
  pool = new Pool({ connectionString: database.url, max: 4, types: { getTypeParser: hostileParsers } })
  shop = await openShop({ database: { pool } })
  await shop.importCatalog(operator, {
    categories: [{ name: "Bath" }],
    products: [
      { name: "Soap", description: "", price: "3.50", category: "Bath", stock: 12 },
      { name: "Towel", description: "", price: 9, category: "Bath", variants: [{ size: "M", color: "red", stock: 2 }] },
    ],
  })
  const registered = await shop.register({ username: "mia", email: "mia@example.com", password: "a-long-password" })
  if (!registered.ok) throw new Error(registered.error._tag)
  mia = registered.value.account
})

afterAll(async () => {
  await shop.close()
  await pool.end()
  await database.drop()
})

it("reads accounts the same way whatever parsers the host's pool has", async () => {
  expect(mia).toMatchObject({ id: 1, username: "mia", isAdmin: false, isActive: true })
  expect(await shop.createCategory(mia, { name: "Kitchen" })).toMatchObject({
    ok: false,
    error: { _tag: "NotPermitted" },
  })
  const signIn = { login: "mia", by: ["username"], password: "a-long-password", address: "127.0.0.1" } as const
  const signedIn = await shop.logIn(signIn)
  if (!signedIn.ok) throw new Error(signedIn.error._tag)
  expect(await shop.authenticate(signedIn.value.token)).toMatchObject({ ok: true, value: { account: mia } })
  expect(await shop.listSessions(mia)).toMatchObject([{ openedAt: expect.any(Date), expiresAt: expect.any(Date) }])
})

it("reads products and orders the same way whatever parsers the host's pool has", async () => {
  const [soap, towel] = await shop.listProducts()
  expect(soap).toMatchObject({ id: 1, price: 350, available: 12, variants: [] })
  expect(towel).toMatchObject({ id: 2, price: 900, available: 2, variants: [{ available: 2 }] })
  if (soap === undefined) throw new Error("no soap")
  const placed = await shop.placeOrder(mia, { lines: [{ product: soap.id, quantity: 2 }] })
  expect(placed).toMatchObject({ ok: true, value: { id: 1, lines: [{ quantity: 2, price: 350 }] } })
  expect(await shop.pageOrders(mia, { limit: 10 })).toMatchObject({
    orders: [{ id: 1, status: "created", username: "mia", createdAt: expect.any(Date), lines: [{ quantity: 2 }] }],
  })
  const admin = { ...mia, isAdmin: true }
  expect(await shop.restock(admin, { product: soap.id, quantity: 3 })).toMatchObject({
    ok: true,
    value: { onHand: 15, reserved: 2 },
  })
})

it("reads the same in a transaction of the host", async () => {
  const client = await pool.connect()
  try {
    await client.query("begin")
    const [soap] = await shop.listProducts()
    if (soap === undefined) throw new Error("no soap")
    const placed = await shop.withTransaction(client).placeOrder(mia, { lines: [{ product: soap.id, quantity: 1 }] })
    expect(placed).toMatchObject({ ok: true, value: { lines: [{ quantity: 1, price: 350 }] } })
    await client.query("rollback")
  } finally {
    client.release()
  }
})
