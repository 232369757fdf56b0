import { Effect, Result } from "effect"
import { Client } from "pg"
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest"
import { migrate, openMikroOrm } from "../../adapters/persistence/mikro-orm/open.ts"
import type { Persistence } from "../../adapters/persistence/persistence.ts"
import { race, run, type Shop, shopOver } from "../../adapters/testing/contracts/shop.ts"
import type { Account } from "../../domain/account/account.ts"
import { claimOf } from "../../domain/order/idempotency.ts"
import { idempotencyKey } from "../../domain/order/idempotency-key.ts"
import { type Books, openBooks } from "../support/books.ts"
import { eventually } from "../support/load.ts"
import { type Database, freshDatabase } from "../support/postgres.ts"

let database: Database
let store: Persistence
let shop: Shop
let buyer: Account
let books: Books
let other: Client

beforeAll(async () => {
  database = await freshDatabase()
  await migrate({ url: database.url })
  store = await openMikroOrm({ url: database.url })
  shop = shopOver(store)
  buyer = await shop.account()
  books = openBooks(database.url)
})
beforeEach(async () => {
  other = new Client({ connectionString: database.url })
  await other.connect()
})
afterEach(() => other.end())
afterAll(async () => {
  await store?.close()
  await books?.close()
  await database?.drop()
})

const isWaiting = async () =>
  (await books.rows("select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'"))
    .length > 0

it("places an order with the stock that a concurrent transaction releases while the order waits", async () => {
  const { id: product } = await shop.product({ stock: 6 })
  const first = await shop.place(buyer, [{ product, quantity: 4 }])
  const change = "update shopwright.stock_level set reserved = reserved - 4 where product = $1"
  await other.query("begin")
  await other.query(change, [product])
  const waiting = run(Effect.result(shop.placing(buyer, [{ product, quantity: 4 }])))
  await eventually("the order waits", isWaiting)
  await other.query("commit")
  const second = Result.getOrThrow(await waiting)
  expect(await shop.available(product)).toBe(2)
  await shop.amend(second, "cancelled")
  await other.query("update shopwright.stock_level set reserved = reserved + 4 where product = $1", [product])
  await shop.amend(first, "cancelled")
})

it("refuses an order whose stock a concurrent transaction takes while the order waits", async () => {
  const { id: product } = await shop.product({ stock: 6 })
  await other.query("begin")
  await other.query("update shopwright.stock_level set reserved = reserved + 4 where product = $1", [product])
  const waiting = run(Effect.result(shop.placing(buyer, [{ product, quantity: 4 }])))
  await eventually("the order waits", isWaiting)
  await other.query("commit")
  expect(await waiting).toMatchObject({ failure: { _tag: "OutOfStock", requested: 4, available: 2 } })
  await other.query("update shopwright.stock_level set reserved = reserved - 4 where product = $1", [product])
})

it("settles a batch of known keys, new keys and orders without a key", async () => {
  const { id: product } = await shop.product({ stock: 10 })
  const lines = [{ product, variant: null, quantity: 2 }]
  const once = async (name: string, quantity = 2) => {
    const placement = await run(shop.decide(buyer, [{ product, quantity }]))
    const claim = claimOf(Result.getOrThrow(idempotencyKey(name)), {
      lines: [{ ...lines[0], quantity } as never],
      delivery: null,
    })
    return store.orders.ledger.recordOnce(placement, claim)
  }
  const known = await run(await once("known"))
  const plain = await run(shop.decide(buyer, [{ product, quantity: 2 }]))
  const calls = [await once("known"), await once("new"), await once("known", 3), await once("too-much", 9)]
  const ends = await race<unknown, unknown>([...calls, store.orders.ledger.record(plain)])
  expect(ends).toMatchObject([
    { success: known },
    { success: { lines: [{ quantity: 2 }] } },
    { failure: { _tag: "IdempotencyKeyReused" } },
    { failure: { _tag: "OutOfStock" } },
    { success: { lines: [{ quantity: 2 }] } },
  ])
  expect(await shop.available(product)).toBe(4)
  const keys = await books.rows(`select key, "order" is not null as placed from shopwright.order_key order by key`)
  expect(keys).toEqual([
    { key: "known", placed: true },
    { key: "new", placed: true },
  ])
  expect(await books.faults()).toEqual([])
})
