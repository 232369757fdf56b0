import { Result } from "effect"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { dayOf, lastDays, startOfDay } from "../../adapters/back-office/page/src/shared/days.ts"
import { timeFormats } from "../../adapters/back-office/page/src/shared/time-formats.ts"
import { reportDays } from "../../domain/report/days.ts"

const KOLKATA = "Asia/Kolkata"
const ST_JOHNS = "America/St_Johns"

describe.each(["Pacific/Kiritimati", "America/Los_Angeles"])("times of the back office in a browser in %s", (zone) => {
  const { TZ } = process.env
  beforeAll(() => {
    process.env.TZ = zone
  })
  afterAll(() => {
    if (TZ === undefined) delete process.env.TZ
    else process.env.TZ = TZ
  })

  it("are written in the shop's time zone", () => {
    expect(new Date(0).getTimezoneOffset()).not.toBe(0)
    const kolkata = timeFormats("en-GB", KOLKATA)
    expect(kolkata.time("2026-03-01T18:29:00Z")).toBe("1 Mar 2026, 23:59")
    expect(kolkata.time("2026-03-01T18:30:00Z")).toBe("2 Mar 2026, 00:00")
    expect(kolkata.date("2026-03-01T18:30:00Z")).toBe("2 Mar 2026")
    expect(kolkata.day("2026-03-01")).toBe("1 Mar 2026")
    const stJohns = timeFormats("de", ST_JOHNS)
    expect(stJohns.time("2026-03-01T03:29:00Z")).toBe("28.02.2026, 23:59")
    expect(stJohns.date("2026-03-01T03:30:00Z")).toBe("01.03.2026")
    const now = Date.parse("2026-07-02T12:00:00Z")
    expect(stJohns.ago("2026-07-02T09:00:00Z", now)).toBe("vor 3 Std.")
    expect(stJohns.ago("2026-07-01T02:00:00Z", now)).toBe("30.06.2026, 23:30")
  })

  it.each([
    [KOLKATA, "2026-03-01", "2026-02-28T18:30:00.000Z"],
    [ST_JOHNS, "2026-03-01", "2026-03-01T03:30:00.000Z"],
    // The clocks are one hour ahead in summer, from 8 March to 1 November.
    [ST_JOHNS, "2026-03-08", "2026-03-08T03:30:00.000Z"],
    [ST_JOHNS, "2026-03-09", "2026-03-09T02:30:00.000Z"],
    [ST_JOHNS, "2026-11-01", "2026-11-01T02:30:00.000Z"],
    [ST_JOHNS, "2026-11-02", "2026-11-02T03:30:00.000Z"],
    // Midnight does not exist: the day begins at one o'clock.
    ["Asia/Beirut", "2026-03-29", "2026-03-28T22:00:00.000Z"],
  ])("in %s, %s begins at %s for filters, as it does in reports", (timeZone, day, starts) => {
    expect(startOfDay(day, timeZone).toISOString()).toBe(starts)
    expect(dayOf(new Date(starts), timeZone)).toBe(day)
    expect(dayOf(new Date(Date.parse(starts) - 1), timeZone)).not.toBe(day)
    const [reported] = Result.getOrThrow(reportDays({ from: day, to: day }, timeZone, new Date(starts)))
    expect(reported?.starts.toISOString()).toBe(starts)
  })

  it("end with today, and count days of 23 and 25 hours once", () => {
    const last = (count: number, now: string, timeZone: string) => lastDays(count, new Date(now), timeZone)
    const week = { from: "2026-02-24", to: "2026-03-02" }
    expect(last(7, "2026-03-01T18:30:00Z", KOLKATA)).toEqual(week)
    expect(last(7, "2026-03-02T12:00:00Z", ST_JOHNS)).toEqual(week)
    // Half an hour after midnight, six days after a day of 23 hours.
    expect(last(7, "2026-03-14T03:00:00Z", ST_JOHNS)).toEqual({ from: "2026-03-08", to: "2026-03-14" })
    // Half an hour before midnight, after a day of 25 hours.
    expect(last(7, "2026-11-08T03:00:00Z", ST_JOHNS)).toEqual({ from: "2026-11-01", to: "2026-11-07" })
  })
})
