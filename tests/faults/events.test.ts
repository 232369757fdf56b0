import { spawn } from "node:child_process"
import { once } from "node:events"
import { createInterface } from "node:readline"
import { fileURLToPath } from "node:url"
import { Client } from "pg"
import { afterAll, afterEach, beforeAll, expect, it } from "vitest"
import { migrate, openMikroOrm } from "../../adapters/persistence/mikro-orm/open.ts"
import { outboxReader } from "../../adapters/testing/contracts/outbox-reader.ts"
import { newAccount } from "../../adapters/testing/ports.ts"
import type { RecordedEvent } from "../../application/ports/outbox.ts"
import { openShop } from "../../composition/open-shop.ts"
import { emptyProfile } from "../../domain/account/profile.ts"
import { openBooks } from "../support/books.ts"
import { eventually } from "../support/load.ts"
import { freshDatabase } from "../support/postgres.ts"
import { describeEvent, scenarios } from "./event-texts.ts"
import { openTwoShops, run, type TwoShops } from "./two-shops.ts"

let two: TwoShops
const ending: Array<() => unknown> = []

beforeAll(async () => {
  two = await openTwoShops()
})
afterEach(async () => {
  for (const end of ending.splice(0)) await end()
})
afterAll(() => two?.close())

it("delivers each event to one of two processes, in the order of each stream, while both sell", async () => {
  const received: Array<string> = []
  let [inProgress, mostInProgress] = [0, 0]
  for (const shop of two.shops)
    ending.push(
      shop.subscribe(
        "both",
        async (recorded) => {
          // While others write on the same server, earlier events are delivered as well: the admin's account.
          if (recorded.event._tag === "AccountRegistered") return
          mostInProgress = Math.max(mostInProgress, ++inProgress)
          await new Promise((resolve) => setImmediate(resolve))
          received.push(describeEvent(recorded))
          inProgress--
        },
        { from: "now" },
      ),
    )
  await eventually(
    "one of them took the work",
    async () => (await two.books.rows("select from shopwright.subscriber where name = 'both'")).length > 0,
  )
  const sell = async (n: number) => {
    const { id } = await two.place(n)
    for (const status of n % 3 === 0 ? (["cancelled"] as const) : (["paid", "shipped", "delivered"] as const))
      await run(two.shop(n + 1).useCases.changeOrderStatus(two.admin, { order: id, status }))
    return id
  }
  const ids = await Promise.all(Array.from({ length: 300 }, (_, n) => sell(n)))
  await eventually("all was received", () => received.length >= 300 * 4 - 100 * 2)

  expect(new Set(received).size).toBe(received.length)
  const expected = ids.map((id, n) => [id, n % 3 === 0 ? "placed cancelled" : "placed paid shipped delivered"])
  expect(scenarios(received)).toEqual(Object.fromEntries(expected))
  expect(mostInProgress).toBe(1)
})

it("moves to the other process when the process with the lease is closed", async () => {
  const received: Array<string> = []
  const first = await openShop({ database: two.database })
  const note = (who: string) => async (recorded: RecordedEvent) =>
    void received.push(`${who} ${describeEvent(recorded)}`)
  first.subscribe("heir", note("first"), { from: "now" })
  const hasWork = async () =>
    (await two.books.rows("select from shopwright.subscriber where name = 'heir' and leased_until > now()")).length > 0
  await eventually("the first has the work", hasWork)
  ending.push(two.shop(0).subscribe("heir", note("second"), { from: "now" }))
  const { id } = await two.place(0)
  await eventually("it was received", () => received.length > 0)
  await first.close()
  const { id: next } = await two.place(0)
  await eventually("the second was received", () => received.length > 1)
  expect(received).toEqual([`first placed ${id}`, `second placed ${next}`])
})

it("delivers the event of an order whose rows were deleted, and the events after it", async () => {
  const store = await openMikroOrm({ url: two.database.url })
  ending.push(() => store.close())
  const reader = await outboxReader(store)
  const [gone, kept] = [await two.place(0), await two.place(0)]
  await two.books.rows(`delete from shopwright.order_line where "order" = ${gone.id}`)
  await two.books.rows(`delete from shopwright.orders where id = ${gone.id}`)
  const events = (await reader.waitFor(2)).map(({ event }) => event)
  const placed = ({ username: _, ...order }: typeof gone) => ({ _tag: "OrderPlaced", order, at: order.createdAt })
  expect(events).toEqual([placed(gone), placed(kept)])
  // The stock stays consistent for the tests that follow.
  await two.books.rows("update shopwright.stock_level set reserved = reserved - 1 where stock_item = 1")
})

it("is not delayed by an open transaction in another database of the server", async () => {
  const other = await freshDatabase()
  const writer = new Client({ connectionString: other.url })
  await writer.connect()
  ending.push(async () => {
    await writer.end()
    await other.drop()
  })
  await writer.query("begin; create table written (id integer)")
  const received: Array<string> = []
  ending.push(
    two.shop(0).subscribe("prompt", async (recorded) => void received.push(describeEvent(recorded)), { from: "now" }),
  )
  await eventually(
    "the subscriber is known",
    async () => (await two.books.rows("select from shopwright.subscriber where name = 'prompt'")).length > 0,
  )
  const { id } = await two.place(0)
  await eventually("it was delivered", () => received.includes(`placed ${id}`), 2000)
})

it("continues at its position after its tables were restored in a fresh database", async () => {
  const store = await openMikroOrm({ url: two.database.url })
  ending.push(() => store.close())
  const reader = await outboxReader(store)
  const { id: received } = await two.place(0)
  await reader.acknowledge(await reader.waitFor(1))
  const { id: untold } = await two.place(0)
  const fresh = await freshDatabase()
  await migrate({ url: fresh.url })
  const target = openBooks(fresh.url)
  ending.push(async () => {
    await target.close()
    await fresh.drop()
  })
  for (const table of ["event", "outbox", "subscriber", "deferred_event"]) {
    const rows = await two.books.rows(`select to_json(t) as row from shopwright.${table} t`)
    await target.rows(`delete from shopwright.${table}`)
    const insert = `insert into shopwright.${table} select (json_populate_record(null::shopwright.${table}, r)).*
      from json_array_elements($1::json) r`
    await target.rows(insert, [JSON.stringify(rows.map((row) => ("row" in row ? row.row : null)))])
  }
  // As a dump restores sequences.
  await target.rows("select setval('shopwright.account_id_seq', 1000), setval('shopwright.event_id_seq', 1000)")
  const restored = await openMikroOrm({ url: fresh.url })
  ending.push(() => restored.close())
  const events = await run(restored.outbox.outbox.next(reader.name, 100))
  expect(events.map(describeEvent)).toEqual([`placed ${untold}`])
  expect(events.map(describeEvent)).not.toContain(`placed ${received}`)
  const { account } = await run(
    restored.identity.accounts.add(newAccount({ username: "later" }), emptyProfile, "hash", new Date()),
  )
  const after = await run(restored.outbox.outbox.next(reader.name, 100))
  expect(after.map(({ event }) => event)).toMatchObject([{}, { _tag: "AccountRegistered", account: account.id }])
})

it("loses no event of a process that is killed between decision and delivery", { timeout: 60_000 }, async () => {
  const script = fileURLToPath(new URL("./selling-shop.ts", import.meta.url))
  const product = String(two.products[1]?.id)
  const child = spawn(process.execPath, [script, two.database.url, product], { stdio: ["ignore", "pipe", "inherit"] })
  ending.push(() => child.kill("SIGKILL"))
  const acknowledged: Array<string> = []
  const begun: Array<string> = []
  const closed = once(child, "close")
  for await (const line of createInterface({ input: child.stdout })) {
    if (line.startsWith("received ")) begun.push(line.slice("received ".length))
    else acknowledged.push(line)
    if (acknowledged.length >= 400 && begun.length > 0) child.kill("SIGKILL")
  }
  await closed
  expect(begun).toHaveLength(1)

  const received: Array<string> = []
  const ids: Array<string> = []
  const note = async (recorded: RecordedEvent) => {
    received.push(describeEvent(recorded))
    ids.push(recorded.id)
  }
  ending.push(two.shop(0).subscribe("mail", note, { leaseSeconds: 0.5 }))
  await eventually("all was received", () => acknowledged.every((line) => received.includes(line)), 20_000)
  // The event whose delivery had begun is delivered again.
  expect(ids).toContain(begun[0])
  // In order, even where the payment was not acknowledged.
  for (const scenario of Object.values(scenarios(received.filter((text) => /^(placed|paid) /.test(text)))))
    expect(["placed", "placed paid"]).toContain(scenario)
})
