import fc from "fast-check"
import { expect, it } from "vitest"
import { countedTime, latestRecordedTime, MAX_CLOCK_SKEW_SECONDS } from "../../domain/recorded-time.ts"

const anyTime = fc.date({ min: new Date("2020-01-01"), max: new Date("2040-01-01"), noInvalidDate: true })

it("counts a record as of its own time, and never as of the future", () =>
  fc.assert(
    fc.property(anyTime, anyTime, (recorded, now) => {
      const counted = countedTime(recorded, now)
      expect(counted.getTime()).toBe(Math.min(recorded.getTime(), now.getTime()))
    }),
  ))

it("lets clocks differ by a minute", () => {
  const now = new Date("2026-03-01T12:00:00.000Z")
  expect(MAX_CLOCK_SKEW_SECONDS).toBe(60)
  expect(latestRecordedTime(now)).toEqual(new Date("2026-03-01T12:01:00.000Z"))
})
