import { Effect } from "effect"
import { expect, it } from "vitest"
import { makePurgeExpired } from "../../application/event/purge-expired.ts"
import { fakeClock } from "./fakes.ts"
import { NOON, run } from "./test-shop.ts"

const HOUR = 3_600_000

/** Runs one purge that removes the given numbers. Returns what was requested and whether there may be more. */
const purgeExpired = async (keys: number, events: number) => {
  const asked: Array<readonly [what: string, before: Date, limit: number]> = []
  const remove = (what: string, count: number) => (before: Date, limit: number) =>
    Effect.sync(() => {
      asked.push([what, before, limit])
      return count
    })
  const retention = { removeKeys: remove("keys", keys), removeEvents: remove("events", events) }
  const more = await run(makePurgeExpired({ retention, clock: fakeClock(NOON) })())
  return { asked, more }
}

it("removes keys after 25 hours and events after a week, a bounded number at a time", async () => {
  expect((await purgeExpired(0, 0)).asked).toEqual([
    ["keys", new Date(NOON.getTime() - 25 * HOUR), 1000],
    ["events", new Date(NOON.getTime() - 7 * 24 * HOUR), 1000],
  ])
})

it.each([
  [999, 999, false],
  [1000, 0, true],
  [0, 1000, true],
])("knows after %i keys and %i events whether there may be more: %s", async (keys, events, more) => {
  expect((await purgeExpired(keys, events)).more).toBe(more)
})
