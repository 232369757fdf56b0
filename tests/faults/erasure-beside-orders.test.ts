import { Client } from "pg"
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest"
import { eventually } from "../../adapters/testing/eventually.ts"
import { migrate, openShop } from "../../composition/open-shop.ts"
import type { Shop } from "../../composition/shop.ts"
import type { Account } from "../../domain/account/account.ts"
import { operator } from "../../domain/account/actor.ts"
import type { Product } from "../../domain/catalog/product.ts"
import { type Database, freshDatabase } from "../support/postgres.ts"

// The erasure of an account stops in the middle, because another program has locked a session that it deletes. By then it
// has locked the account.

const PASSWORD = "a-long-password"
const delivery = { address: "1 Main Street", phone: "+15550100" }

let database: Database
let shop: Shop
let soap: Product
let buyer: Account
let other: Client
let watcher: Client

const connect = async (): Promise<Client> => {
  const client = new Client({ connectionString: database.url })
  await client.connect()
  return client
}

beforeAll(async () => {
  database = await freshDatabase()
  await migrate({ url: database.url })
  shop = await openShop({ database: { url: database.url }, passwordCost: 4, lockWaitSeconds: 60 })
  const product = { name: "Soap", description: "", price: "3.50", category: "Bath", stock: 100 }
  await shop.importCatalog(operator, { categories: [{ name: "Bath" }], products: [product] })
  soap = (await shop.listProducts())[0] as Product
})
beforeEach(async ({ task }) => {
  const registered = await shop.register({
    username: `buyer${task.id.replaceAll(/\D/g, "")}`,
    password: PASSWORD,
  })
  if (!registered.ok) throw new Error(registered.error._tag)
  buyer = registered.value.account
  other = await connect()
  watcher = await connect()
})
afterEach(async () => {
  await other.end()
  await watcher.end()
})
afterAll(async () => {
  await shop?.close()
  await database?.drop()
})

const waiting = async (): Promise<number> =>
  (await watcher.query("select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'"))
    .rows.length

/** Starts the erasure of the buyer, and stops it after it has locked the account. */
const beginErasure = async () => {
  const signIn = { login: buyer.username ?? "", by: ["username"] as const, password: PASSWORD, address: "192.0.2.1" }
  expect(await shop.logIn(signIn)).toMatchObject({ ok: true })
  await other.query("begin")
  await other.query("select from shopwright.session where account = $1 for update", [buyer.id])
  const erasure = shop.eraseAccount(operator, { account: buyer.id })
  await eventually("the erasure waits for the session", async () => (await waiting()) === 1)
  return {
    finish: async () => {
      await other.query("commit")
      expect(await erasure).toMatchObject({ ok: true })
    },
  }
}

const deliveries = async (): Promise<number> =>
  (await watcher.query("select from shopwright.orders where account = $1 and address is not null", [buyer.id])).rows
    .length

const order = () => ({ lines: [{ product: soap.id, quantity: 1 }], delivery })

it("rejects an order that waits while its account is erased", async () => {
  const { finish } = await beginErasure()
  const placed = shop.placeOrder(buyer, order())
  await eventually("the order waits for the account", async () => (await waiting()) === 2)
  await finish()
  expect(await placed).toMatchObject({ ok: false, error: { _tag: "UnknownAccount" } })
  expect(await deliveries()).toBe(0)
})

it("rejects an order in a transaction of the host that waits while its account is erased", async () => {
  const { finish } = await beginErasure()
  const host = await connect()
  try {
    await host.query("begin")
    const placed = shop.withTransaction(host).placeOrder(buyer, order())
    await eventually("the order waits for the account", async () => (await waiting()) === 2)
    await finish()
    expect(await placed).toMatchObject({ ok: false, error: { _tag: "UnknownAccount" } })
    await host.query("commit")
  } finally {
    await host.end()
  }
  expect(await deliveries()).toBe(0)
})
