import { Effect } from "effect"
import { expect, it } from "vitest"
import { makePurgeExpired } from "../../application/event/purge-expired.ts"
import type { UnusedPictures } from "../../application/ports/unused-pictures.ts"
import { PictureName } from "../../domain/account/picture.ts"
import { fakeClock, fakePictures } from "./fakes.ts"
import { NOON, run } from "./test-shop.ts"

const HOUR = 3_600_000

/** Runs one purge that removes the given numbers. Returns what was requested and whether there may be more. */
const purgeExpired = async (keys: number, events: number, unused = 0) => {
  const asked: Array<readonly [what: string, before: Date, limit: number, now: Date]> = []
  const remove = (what: string, count: number) => (before: Date, limit: number, now: Date) =>
    Effect.sync(() => {
      asked.push([what, before, limit, now])
      return count
    })
  const retention = { removeKeys: remove("keys", keys), removeEvents: remove("events", events) }
  const { pictures, kept } = fakePictures()
  const names = Array.from({ length: unused }, (_, n) => PictureName(`unused ${n}`))
  for (const name of [PictureName("used"), ...names]) kept.add(name)
  const forgotten: Array<PictureName> = []
  const unusedPictures: UnusedPictures = {
    note: () => Effect.void,
    unknown: () => Effect.succeed([]),
    find: (seconds, limit) => Effect.succeed(seconds === 24 * 3600 && limit === 100 ? names : []),
    forget: (pictures) =>
      Effect.sync(() => {
        expect([...kept]).toEqual(["used"])
        forgotten.push(...pictures)
      }),
  }
  const more = await run(makePurgeExpired({ retention, clock: fakeClock(NOON), pictures, unusedPictures })())
  expect(forgotten).toEqual(names)
  return { asked, more }
}

it("removes keys after 25 hours, events after a week and unused pictures after a day, a bounded number at a time", async () => {
  expect((await purgeExpired(0, 0)).asked).toEqual([
    ["keys", new Date(NOON.getTime() - 25 * HOUR), 1000, NOON],
    ["events", new Date(NOON.getTime() - 7 * 24 * HOUR), 1000, NOON],
  ])
})

it.each([
  [999, 999, false],
  [1000, 0, true],
  [0, 1000, true],
  [0, 0, false, 99],
  [0, 0, true, 100],
])("knows after %i keys and %i events whether there may be more: %s", async (keys, events, more, unused = 0) => {
  expect((await purgeExpired(keys, events, unused)).more).toBe(more)
})
