import { Effect } from "effect"
import { afterEach, beforeEach, expect, it } from "vitest"
import { migrate, openMikroOrm } from "../../adapters/persistence/mikro-orm/open.ts"
import { versions } from "../../adapters/persistence/postgres/migrations/index.ts"
import { shopOver } from "../../adapters/testing/contracts/shop.ts"
import type { ShopEvent } from "../../domain/event/event.ts"
import { OrderId } from "../../domain/order/order.ts"
import { type Books, openBooks } from "../support/books.ts"
import { type Database, freshDatabase } from "../support/postgres.ts"
import { migrateToVersion, tried } from "./old-version.ts"

let database: Database
let books: Books

beforeEach(async () => {
  database = await freshDatabase()
  books = openBooks(database.url)
})
afterEach(async () => {
  await books.close()
  await database.drop()
})

const migrateTo = (version: number) => migrateToVersion(database.url, version)

const call = (text: string) => books.rows(`select from shopwright.${text}`)

/** An account, soap, two shirts and three orders, placed by the functions of the given version. */
const sell = async (version: number) => {
  await books.rows("insert into shopwright.account (username, password_hash) values ('ann', 'hash of ann')")
  await books.rows("insert into shopwright.category (name) values ('Bath')")
  await call(`add_products('{Soap,Shirt}', '{"",""}', '{300,900}', '{1,1}', '{50,null}',
    '{2,2}', '{S,M}', '{red,blue}', '{20,30}', '2026-01-01T00:00:00Z')`)
  const keys = version >= 3 ? "'{null,k2,null}', '{null,f2,null}'," : ""
  await call(`place_orders('{1,1,1}', '{null,"Long Lane 1",null}', '{null,"+44 20",null}',
    '{2026-01-02T00:00:00.123Z,2026-01-02T00:00:01Z,2026-01-02T00:00:02Z}', ${keys}
    '{1,1,2,3}', '{1,2,3,1}', '{1,2,3,4}', '{300,900,900,300}', '{1,1,2,3,null}', '{1,2,3,1}', '{1,2,3,4}')`)
  const change = (order: number, from: string, to: string, kind: string, ...moved: ReadonlyArray<string>) =>
    call(`change_order_status(${order}, '${from}', '${to}', '2026-01-03T00:00:00Z',
      '{${moved[0] ?? ""}}', '{${kind}}', '{${moved[1] ?? ""}}')`)
  await change(1, "created", "paid", "")
  await change(1, "paid", "shipped", "ship,ship", "1,2", "1,2")
  await change(3, "created", "cancelled", "release", "1", "4")
}

const oldVersions = tried([1, 2, 3, 4, 5, 6, 7, 8, 9])

it.each(oldVersions)(
  "keeps every order, line, movement and key of version %d, and goes on with the next ids",
  async (version) => {
    await migrateTo(version)
    await sell(version)
    const before = await books.rows(
      "select id, status, address, phone, created_at, updated_at from shopwright.orders order by id",
    )

    expect(await migrate({ url: database.url })).toEqual(versions.slice(version))

    const select = "select id, status, address, phone, created_at, updated_at from shopwright.orders order by id"
    expect(await books.rows(select)).toEqual(before)
    expect(await books.faults()).toEqual([])
    const store = await openMikroOrm({ url: database.url })
    try {
      const order = await Effect.runPromise(store.orders.orders.find(OrderId(1)))
      expect(order).toMatchObject({
        status: "shipped",
        lines: [
          { id: 1, stockItem: 1, product: 1, variant: null, quantity: 1, price: 300 },
          { id: 2, stockItem: 2, product: 2, variant: 1, quantity: 2, price: 900 },
        ],
      })
      const second = await Effect.runPromise(store.orders.orders.find(OrderId(2)))
      expect(second).toMatchObject({ delivery: { address: "Long Lane 1", phone: "+44 20" }, lines: [{ variant: 2 }] })
      expect(await Effect.runPromise(store.stock.audit.audit())).toEqual([])
      const shop = shopOver(store)
      const [, shirt] = await Effect.runPromise(store.catalog.products.list())
      const ann = await Effect.runPromise(store.identity.accounts.find({ kind: "username", value: "ann" }))
      if (shirt === undefined || ann === null || order === null) throw new Error("the shop is not complete")
      const lines = [{ product: shirt.id, variant: shirt.variants[1]?.id, quantity: 27 }]
      expect(await shop.place(ann.account, lines)).toMatchObject({ id: 4, lines: [{ id: 5 }] })
      expect(await shop.available(shirt.id)).toBe(18)
      await shop.amend(order, "delivered")
      expect(await books.faults()).toEqual([])
    } finally {
      await store.close()
    }
  },
)

const describeEvent = (event: ShopEvent): string => {
  switch (event._tag) {
    case "OrderPlaced":
      return `placed ${event.order.id}: ${event.order.lines.map(({ id }) => id).join()}`
    case "OrderStatusChanged":
      return `${event.to} ${event.order}`
    default:
      return event._tag
  }
}

it.each(oldVersions.filter((version) => version >= 3))(
  "delivers to every subscriber of version %d what it has not received, once and in order",
  async (version) => {
    await migrateTo(version)
    await sell(version)
    // The first subscriber has received nothing, the second everything up to the payment. One of its events failed.
    const nth = (n: number) => `(select tx from shopwright.event order by tx, id offset ${n} limit 1),
      (select id from shopwright.event order by tx, id offset ${n} limit 1)`
    await books.rows(`insert into shopwright.subscriber (name, tx, event, holder, leased_until) values
      ('new', '0', 0, 'old process', now()), ('half', ${nth(4)}, 'old process', now())`)
    await books.rows(`insert into shopwright.event_put_off (subscriber, stream, tx, event, failures, due)
      select 'half', 'order/2', tx, id, 3, now() from shopwright.event where kind = 'OrderPlaced' and "order" = 2`)

    await migrate({ url: database.url })

    const store = await openMikroOrm({ url: database.url })
    try {
      const { outbox } = store.outbox
      const lease = { holder: "new process", seconds: 60, from: "now" } as const
      expect(await Effect.runPromise(outbox.lease("half", lease))).toBe(2)
      const all = [
        "AccountRegistered",
        "placed 1: 1,2",
        "placed 2: 3",
        "placed 3: 4",
        "paid 1",
        "shipped 1",
        "cancelled 3",
      ]
      const received = async (name: string) => await Effect.runPromise(outbox.next(name, 100))
      expect((await received("new")).map(({ event }) => describeEvent(event))).toEqual(all)
      const half = await received("half")
      expect(half.map(({ event }) => describeEvent(event))).toEqual(["placed 2: 3", "shipped 1", "cancelled 3"])
      expect(half[0]).toMatchObject({ id: "order/2/1", deferred: true, failures: 3 })
      expect(half[1]).toMatchObject({ id: "order/1/3", deferred: false })
    } finally {
      await store.close()
    }
  },
)
