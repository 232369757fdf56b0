import { Result } from "effect"
import { Pool } from "pg"
import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { migrate, openShop } from "../../composition/open-shop.ts"
import type { Shop } from "../../composition/shop.ts"
import type { Account } from "../../domain/account/account.ts"
import { operator } from "../../domain/account/actor.ts"
import type { Product } from "../../domain/catalog/product.ts"
import { idempotencyKey } from "../../domain/order/idempotency-key.ts"
import { openDatabaseProxy } from "../support/database-proxy.ts"
import { expectIntact } from "../support/invariants.ts"
import { type Database, freshDatabase } from "../support/postgres.ts"

const limits = { passwordCost: 4, statementTimeoutSeconds: 0.5 }

/** Ways to open a shop through the proxy, and how to end them. */
const kinds = [
  {
    kind: "a URL",
    open: async (url: string) => {
      const shop = await openShop({ ...limits, database: { url } })
      return { shop, close: () => shop.close() }
    },
  },
  {
    kind: "a pool of the host",
    open: async (url: string) => {
      const pool = new Pool({ connectionString: url, max: 5 })
      pool.on("error", () => undefined)
      const shop = await openShop({ ...limits, database: { pool } })
      const close = async () => {
        await shop.close()
        // The pool lost no connection: the host can use all of them.
        const clients = await Promise.all(Array.from({ length: 5 }, () => pool.connect()))
        expect((await Promise.all(clients.map((client) => client.query("select 1 as n")))).length).toBe(5)
        for (const client of clients) client.release()
        await pool.end()
      }
      return { shop, close }
    },
  },
]

describe.each(kinds)("a shop on $kind behind a proxy that stops forwarding", ({ open }) => {
  let database: Database
  let proxy: Awaited<ReturnType<typeof openDatabaseProxy>>
  let opened: Awaited<ReturnType<typeof open>>
  let shop: Shop
  let buyer: Account
  let soap: Product

  beforeEach(async () => {
    database = await freshDatabase()
    await migrate({ url: database.url })
    proxy = await openDatabaseProxy(database.url)
    opened = await open(proxy.url)
    shop = opened.shop
    const product = { name: "Soap", description: "", price: "3.50", category: "Bath", stock: 100_000 }
    await shop.importCatalog(operator, { categories: [{ name: "Bath" }], products: [product] })
    soap = (await shop.listProducts())[0] as Product
    const registered = await shop.register({ username: "mia", password: "a-long-password" })
    if (!registered.ok) throw new Error("the buyer was refused")
    buyer = { ...registered.value.account, isAdmin: true }
  })
  afterEach(async () => {
    await opened?.close()
    await proxy?.close()
    await database?.drop()
  })

  const place = async (key: string): Promise<number> => {
    const idempotency = Result.getOrThrow(idempotencyKey(key))
    const lines = [{ product: soap.id, quantity: 1 }]
    const placed = await shop.placeOrder(buyer, { lines, idempotencyKey: idempotency })
    if (!placed.ok) throw new Error(placed.error._tag)
    return placed.value.id
  }

  it("fails every call with StoreUnavailable, and works again when the proxy forwards again", async () => {
    const acknowledged = [await place("before")]
    const underWay = Promise.allSettled(Array.from({ length: 200 }, (_, i) => place(`under-way-${i}`)))
    proxy.set("silent")
    const during = Array.from({ length: 200 }, (_, i) => place(`during-${i}`))
    const others = [
      shop.listProducts(),
      shop.pageOrders(buyer, { limit: 10 }),
      shop.register({ username: "bob", password: "a-long-password" }),
      shop.restock(buyer, { product: soap.id, quantity: 1 }),
      shop.createCategory(buyer, { name: "Kitchen" }),
    ]
    for (const end of await Promise.allSettled([...during, ...others]))
      expect(end).toMatchObject({ status: "rejected", reason: { _tag: "StoreUnavailable" } })
    await underWay

    proxy.set("forwards")
    // A client repeats what was not acknowledged, with its key.
    for (let i = 0; i < 200; i++) acknowledged.push(await place(`under-way-${i}`), await place(`during-${i}`))
    expect(await shop.listProducts()).toHaveLength(1)
    await expectIntact(database.url, acknowledged, { only: true })
  })

  it("closes the connection of a transaction that ends in silence", async () => {
    const slow = Array.from({ length: 20 }, (_, i) =>
      shop.register({ username: `buyer-${i}`, password: "a-long-password" }).catch((error: unknown) => error),
    )
    const signIns = Array.from({ length: 20 }, () =>
      shop
        .logIn({ login: "mia", by: ["username"], password: "a-long-password", address: "192.0.2.1" })
        .catch((error: unknown) => error),
    )
    proxy.set("silent")
    await Promise.all([...slow, ...signIns])
    proxy.set("forwards")
    const signedIn = await shop.logIn({
      login: "mia",
      by: ["username"],
      password: "a-long-password",
      address: "192.0.2.1",
    })
    expect(signedIn).toMatchObject({ ok: true })
  })
})
