import { Effect } from "effect"
import { afterEach, beforeEach, expect, it, vi } from "vitest"
import { startBackgroundWork } from "../../composition/background-work.ts"

beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] }))
afterEach(() => void vi.useRealTimers())

/** Returns how often pictures were audited within a day, with which options. */
const auditsOfADay = async (auditsPictures: boolean): Promise<ReadonlyArray<unknown>> => {
  const audits: Array<unknown> = []
  const useCases = {
    expireOrders: () => Effect.succeed({ cancelled: 0, more: false }),
    purgeExpired: () => Effect.succeed(false),
    auditPictures: (options?: { readonly repair: boolean }) =>
      Effect.sync(() => {
        audits.push(options)
        return []
      }),
  }
  const end = startBackgroundWork(useCases, { auditsPictures }, (fault) => {
    throw fault
  })
  for (let minute = 0; minute < 24 * 60; minute++) await vi.advanceTimersByTimeAsync(60_000)
  await end()
  return audits
}

it("looks for unused pictures several times a day, and lets purgeExpired remove them", async () => {
  const audits = await auditsOfADay(true)
  expect(audits.length).toBeGreaterThanOrEqual(2)
  expect(audits.length).toBeLessThanOrEqual(8)
  expect(new Set(audits.map((options) => JSON.stringify(options)))).toEqual(new Set(['{"repair":true}']))
})

it("does not look for them in a storage that other shops may use", async () => {
  expect(await auditsOfADay(false)).toEqual([])
})
