import { Effect } from "effect"
import { Pool } from "pg"
import { afterAll, beforeAll, expect, it } from "vitest"
import { openOnHost } from "../../adapters/persistence/postgres/open-host.ts"
import { eventually } from "../../adapters/testing/eventually.ts"
import { migrate } from "../../composition/index.ts"
import { startPolling } from "../../composition/shared-poll.ts"
import { openCountingPool } from "../support/counting-pool.ts"
import { type Database, freshDatabase } from "../support/postgres.ts"

let server: Database
beforeAll(async () => {
  server = await freshDatabase()
})
afterAll(() => server.drop())

it("shops that ask together share statements of 20 shops, and a broken schema affects no other", async () => {
  const counting = openCountingPool(server.url)
  const pool = new Pool({ connectionString: server.url, max: 2 })
  const names = Array.from({ length: 21 }, (_, n) => `asking_${n}`)
  for (const schema of names) await migrate({ pool, schema })
  const stores = await Promise.all(names.map((schema) => openOnHost({ pool: counting.pool, schema })))
  await pool.query(
    "insert into asking_3.subscriber (name, position, holder, leased_at, leased_until) values ('mail', 0, '', now(), now())",
  )
  const ask = () =>
    Promise.allSettled(stores.map(({ outbox }) => Effect.runPromise(outbox.outbox.waiting(["mail", "search"]))))
  const before = counting.sent()
  const answers = await ask()
  expect(counting.sent() - before).toBe(2)
  const expected = names.map((_, n) => (n === 3 ? ["search"] : ["mail", "search"]))
  expect(answers).toEqual(expected.map((value) => ({ status: "fulfilled", value })))

  await pool.query("drop table asking_5.deferred_event")
  const [alone, others] = [(await ask())[5], (await ask()).toSpliced(5, 1)]
  expect(alone?.status).toBe("rejected")
  expect(others).toEqual(expected.toSpliced(5, 1).map((value) => ({ status: "fulfilled", value })))
  await Promise.all(stores.map((store) => store.close()))
  await counting.close()
  await pool.end()
}, 120_000)

it("a failing poll is reported to its shop, and the end of one shop's poll does not end the others", async () => {
  const key = {}
  const faults: Array<unknown> = []
  let [first, second] = [0, 0]
  const failing = Effect.suspend(() => {
    first += 1
    return Effect.die("no table")
  })
  const counting = Effect.sync(() => {
    second += 1
  })
  const endFirst = startPolling(key, { step: failing, report: (fault) => void faults.push(fault) }, 0.02)
  const endSecond = startPolling(key, { step: counting, report: (fault) => void faults.push(fault) }, 0.02)
  await eventually("both shops were polled", () => first > 1 && second > 1)
  expect(faults).toEqual(faults.map(() => "no table"))
  expect(first).toBe(second)
  await endFirst()
  const ended = first
  await eventually("the second shop is polled again", () => second > ended + 2)
  expect(first).toBe(ended)
  await endSecond()
  // A new poll with the key starts a timer of its own.
  const after = second
  const endThird = startPolling(key, { step: counting, report: () => undefined }, 0.02)
  await eventually("the third shop is polled", () => second > after)
  await endThird()
})
