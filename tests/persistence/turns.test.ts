import { Effect } from "effect"
import { afterEach, beforeEach, expect, it, vi } from "vitest"
import type { Database } from "../../adapters/persistence/postgres/database.ts"
import { withTurns } from "../../adapters/persistence/postgres/turns.ts"
import { StoreUnavailable } from "../../application/ports/store-unavailable.ts"
import { withCallStart } from "../../application/queue-timeout.ts"

beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] }))
afterEach(() => void vi.useRealTimers())

/** Lets time pass, and then everything run that does not wait for more time. */
const pass = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds)

/** A database whose statements end when the test says so. */
const manualDatabase = () => {
  const ends: Array<() => void> = []
  const database: Database = {
    schema: '"shop"',
    isJoined: false,
    isDistributed: false,
    parallelism: 2,
    lockWaitSeconds: 2,
    rows: () =>
      new Promise((resolve) => {
        ends.push(() => resolve([]))
      }),
    transaction: (work) => work(database),
  }
  return { database, ends }
}

/** Expects that as many statements have begun. */
const begun = async (ends: ReadonlyArray<unknown>, count: number) => {
  await pass(0)
  expect(ends).toHaveLength(count)
}

const statement = { name: "s", text: "select 1" }

/** Runs a statement in a call of its own, as use cases do. */
const call = (rows: Database["rows"]) => Effect.runPromise(withCallStart(Effect.promise(() => rows(statement, []))))

it("runs as many statements as there are connections, and the next ones in order", async () => {
  const { database, ends } = manualDatabase()
  const { rows } = withTurns(database, 2, 60)
  const order: Array<number> = []
  const all = Promise.all([0, 1, 2, 3].map((i) => rows(statement, []).then(() => order.push(i))))
  await begun(ends, 2)
  for (const started of [3, 4]) {
    ends[started - 3]?.()
    await begun(ends, started)
  }
  for (const end of ends) end()
  await all
  expect(order).toEqual([0, 1, 2, 3])
})

it("fails a statement that waited for too long, and continues with the others", async () => {
  const { database, ends } = manualDatabase()
  const { rows } = withTurns(database, 1, 0.05)
  const first = call(rows)
  const second = call(rows).catch((error: unknown) => error)
  await pass(50)
  const waited = await second
  expect(waited).toBeInstanceOf(StoreUnavailable)
  expect(waited).toMatchObject({ retryAfterSeconds: 1 })
  ends[0]?.()
  await first
  const next = rows(statement, [])
  await begun(ends, 2)
  ends[1]?.()
  expect(await next).toEqual([])
})

it("frees the turn of a statement that fails", async () => {
  const { database } = manualDatabase()
  const failing = { ...database, rows: () => Promise.reject(new Error("refused")) }
  const { rows } = withTurns(failing, 1, 60)
  for (let i = 0; i < 3; i++) await expect(rows(statement, [])).rejects.toThrow("refused")
})

it("rejects a call at once while the oldest one has waited for half of the limit", async () => {
  const { database, ends } = manualDatabase()
  const { rows } = withTurns(database, 1, 0.4)
  const first = call(rows)
  const second = call(rows).catch((error: unknown) => error)
  await pass(220)
  // No time passes meanwhile.
  await expect(call(rows)).rejects.toBeInstanceOf(StoreUnavailable)
  ends[0]?.()
  await first
  await begun(ends, 2)
  ends[1]?.()
  await second
})

it("counts the time of earlier statements of a call, and completes a call that has worked for longer", async () => {
  const { database, ends } = manualDatabase()
  const { rows } = withTurns(database, 1, 0.1)
  const one = Effect.promise(() => rows(statement, []))
  const twice = Effect.runPromise(withCallStart(Effect.andThen(one, one)))
  await begun(ends, 1)
  await pass(150)
  // Has the only turn when the second statement of the first call arrives.
  const other = rows(statement, [])
  ends[0]?.()
  await begun(ends, 2)
  await pass(150)
  ends[1]?.()
  await other
  await begun(ends, 3)
  ends[2]?.()
  expect(await twice).toEqual([])
})

it("completes work outside a call, such as a batch", async () => {
  const { database, ends } = manualDatabase()
  const { rows } = withTurns(database, 1, 0.05)
  const [first, second] = [rows(statement, []), rows(statement, [])]
  await pass(150)
  ends[0]?.()
  await first
  await begun(ends, 2)
  ends[1]?.()
  expect(await second).toEqual([])
})
