import { Effect } from "effect"
import { Client } from "pg"
import { afterAll, beforeAll, expect, it } from "vitest"
import { migrate, openShop } from "../../composition/open-shop.ts"
import type { Shop } from "../../composition/shop.ts"
import { type Account, AccountId } from "../../domain/account/account.ts"
import { operator } from "../../domain/account/actor.ts"
import type { Product } from "../../domain/catalog/product.ts"
import { expectIntact } from "../support/invariants.ts"
import { inParallel } from "../support/load.ts"
import { type Database, freshDatabase } from "../support/postgres.ts"

const ITEMS = 20
const stillLocked = { _tag: "StoreUnavailable", retryAfterSeconds: 1 }

let database: Database
let other: Client
let shop: Shop
let admin: Account
let products: ReadonlyArray<Product>
const acknowledged: Array<number> = []

beforeAll(async () => {
  database = await freshDatabase()
  await migrate({ url: database.url })
  shop = await openShop({ database: { url: database.url }, passwordCost: 4, lockWaitSeconds: 0.5 })
  const soap = { description: "", price: "3.50", category: "Bath", stock: 10_000 }
  await shop.importCatalog(operator, {
    categories: [{ name: "Bath" }],
    products: Array.from({ length: ITEMS }, (_, i) => ({ ...soap, name: `Soap ${i}` })),
  })
  products = await shop.listProducts()
  const registered = await shop.register({ username: "mia", password: "a-long-password" })
  if (!registered.ok) throw new Error("the buyer was refused")
  admin = { ...registered.value.account, isAdmin: true }
  other = new Client({ connectionString: database.url })
  await other.connect()
})
afterAll(async () => {
  await other?.end()
  await shop?.close()
  await database?.drop()
})

const product = (n: number): Product => products[n] as Product
const lines = (...items: ReadonlyArray<number>) => items.map((n) => ({ product: product(n).id, quantity: 1 }))

const place = async (...items: ReadonlyArray<number>): Promise<number> => {
  const placed = await shop.placeOrder(admin, { lines: lines(...items) })
  if (!placed.ok) throw new Error(placed.error._tag)
  acknowledged.push(placed.value.id)
  return placed.value.id
}

/** Locks the stock rows of products in a transaction of another program until `release` is called. */
const lock = async (...items: ReadonlyArray<number>) => {
  await other.query("begin")
  const ids = items.map((n) => product(n).id)
  await other.query("select from shopwright.stock_level where product = any ($1) for update", [ids])
  return () => other.query("commit")
}

it("only buyers of the locked item wait, and get StoreUnavailable when it stays locked", async () => {
  const release = await lock(0)
  const buyers = Promise.allSettled(Array.from({ length: 50 }, () => place(0)))
  // All of these end while the row is locked: otherwise this test would not come to an end.
  await inParallel(
    16,
    Array.from({ length: 400 }, (_, i) => i),
    (n) => place(1 + (n % (ITEMS - 1)), 1 + ((n + 7) % (ITEMS - 1))),
  )
  const ends = await buyers
  expect(ends.map((end) => end.status === "rejected" && end.reason)).toEqual(
    Array(50).fill(expect.objectContaining(stillLocked)),
  )
  await release()
  await place(0)
  await expectIntact(database.url, acknowledged, { only: true })
})

it("an order that waits for the locked item does not hold the others that it names", async () => {
  const release = await lock(1)
  const waiting = expect(place(0, 1, 2)).rejects.toMatchObject(stillLocked)
  await place(0, 2)
  await place(2)
  await waiting
  await release()
  await place(0, 1, 2)
})

it("an order that waits is placed when the row is free in time", async () => {
  const release = await lock(3)
  const waiting = [place(3), place(3, 4), place(4, 3)]
  await place(4)
  await release()
  await Promise.all(waiting)
  await expectIntact(database.url, acknowledged, { only: true })
})

it("waits for several locked items one after the other", async () => {
  const release = await lock(5, 6)
  const waiting = [place(5, 6), place(6), place(5)]
  await release()
  await Promise.all(waiting)
})

it("a status change and a restocking of the locked item wait likewise, others do not", async () => {
  const [held, free] = [await place(7), await place(8)]
  const release = await lock(7)
  const changes = Promise.allSettled([
    shop.changeOrderStatus(admin, { order: held as never, status: "cancelled" }),
    shop.restock(admin, { product: product(7).id, quantity: 1 }),
  ])
  expect(await shop.changeOrderStatus(admin, { order: free as never, status: "cancelled" })).toMatchObject({ ok: true })
  expect(await shop.restock(admin, { product: product(8).id, quantity: 1 })).toMatchObject({ ok: true })
  expect(await changes).toMatchObject(Array(2).fill({ status: "rejected", reason: stillLocked }))
  const late = [
    shop.changeOrderStatus(admin, { order: held as never, status: "shipped" }),
    shop.restock(admin, { product: product(7).id, quantity: 1 }),
  ]
  await release()
  expect(await Promise.all(late)).toMatchObject([{ ok: true }, { ok: true }])
  await expectIntact(database.url, acknowledged, { only: true })
})

it("a locked account delays only its own orders under a limit of unpaid orders", async () => {
  await using limited = await openShop({
    database: { url: database.url },
    passwordCost: 4,
    lockWaitSeconds: 0.5,
    maxUnpaidOrders: 100_000,
  })
  const registered = await limited.register({ username: "bob", password: "a-long-password" })
  if (!registered.ok) throw new Error("the buyer was refused")
  const bob = registered.value.account
  await other.query("begin")
  await other.query("select from shopwright.account where id = $1 for no key update", [admin.id])
  const waiting = expect(limited.placeOrder(admin, { lines: lines(9) })).rejects.toMatchObject(stillLocked)
  expect(await limited.placeOrder(bob, { lines: lines(9) })).toMatchObject({ ok: true })
  await waiting
  await other.query("commit")
  expect(await limited.placeOrder(admin, { lines: lines(9) })).toMatchObject({ ok: true })
  const unknownAccount = { ...bob, id: AccountId(999_999) }
  expect(await limited.placeOrder(unknownAccount, { lines: lines(9) })).toMatchObject({
    error: { _tag: "UnknownAccount" },
  })
})

it("the Effect of a use case has the same error", async () => {
  const release = await lock(10)
  const error = await Effect.runPromise(Effect.flip(shop.useCases.placeOrder(admin, { lines: lines(10) })))
  expect(error).toMatchObject(stillLocked)
  await release()
})
