import { Result } from "effect"
import { describe, expect, it } from "vitest"
import { isTimeZone, localDate, reportDays } from "../../../domain/report/days.ts"

const NOON = new Date("2026-03-01T12:00:00Z")
const days = (range: { from?: string; to?: string }, timeZone = "UTC", now = NOON) =>
  Result.getOrThrow(reportDays(range, timeZone, now))
const faultOf = (range: { from?: string; to?: string }) => reportDays(range, "UTC", NOON)

describe("the days of a report", () => {
  it("are 31 unless dates are given, until today", () => {
    const usual = days({})
    expect([usual.length, usual[0]?.date, usual.at(-1)?.date]).toEqual([31, "2026-01-30", "2026-03-01"])
    expect(days({ from: "2026-01-01" }).at(-1)?.date).toBe("2026-01-31")
    expect(days({ to: "2026-01-31" })[0]?.date).toBe("2026-01-01")
    expect(days({ from: "2026-02-27", to: "2026-03-02" }).map(({ date }) => date)).toEqual([
      "2026-02-27",
      "2026-02-28",
      "2026-03-01",
      "2026-03-02",
    ])
    expect(days({ from: "2026-01-01", to: "2026-04-03" })).toHaveLength(93)
  })

  it("follow each other without a gap", () => {
    for (const zone of ["UTC", "Asia/Kolkata", "America/Sao_Paulo", "Europe/Berlin"]) {
      const all = days({ from: "2018-10-20", to: "2018-12-01" }, zone)
      for (const [i, { ends }] of all.slice(0, -1).entries()) expect(ends).toEqual(all[i + 1]?.starts)
    }
  })

  it.each([
    ["UTC", "2026-03-01", "2026-03-01T00:00:00.000Z", 24],
    ["Asia/Kolkata", "2026-03-01", "2026-02-28T18:30:00.000Z", 24],
    ["Asia/Kathmandu", "2026-03-01", "2026-02-28T18:15:00.000Z", 24],
    ["America/Los_Angeles", "2026-03-08", "2026-03-08T08:00:00.000Z", 23],
    ["Europe/Berlin", "2026-10-25", "2026-10-24T22:00:00.000Z", 25],
    ["Pacific/Kiritimati", "2026-03-01", "2026-02-28T10:00:00.000Z", 24],
    // Clocks jumped from midnight to 01:00.
    ["America/Sao_Paulo", "2018-11-04", "2018-11-04T03:00:00.000Z", 23],
    // Samoa moved to the other side of the date line and left this date out.
    ["Pacific/Apia", "2011-12-30", "2011-12-30T10:00:00.000Z", 0],
  ])("in %s, %s begins at %s and has %d hours", (zone, date, starts, hours) => {
    const [day] = days({ from: date, to: date }, zone)
    expect([day?.date, day?.starts.toISOString()]).toEqual([date, starts])
    expect(((day?.ends.getTime() ?? 0) - (day?.starts.getTime() ?? 0)) / 3_600_000).toBe(hours)
  })

  it("end with today in the time zone", () => {
    const evening = new Date("2026-03-01T20:00:00Z")
    expect(days({}, "Asia/Kolkata", evening).at(-1)?.date).toBe("2026-03-02")
    expect(localDate(evening, "America/New_York")).toBe("2026-03-01")
  })

  it.each([
    [{ from: "2026-02-30" }, "from", "malformed"],
    [{ from: "2026-1-1" }, "from", "malformed"],
    [{ to: "yesterday" }, "to", "malformed"],
    [{ to: "0000-01-01" }, "to", "malformed"],
    [{ from: "2026-02-02", to: "2026-02-01" }, "to", "rejected"],
    [{ from: "2026-01-01", to: "2026-04-04" }, "to", "rejected"],
  ])("reject %j", (range, field, kind) => {
    expect(faultOf(range)).toMatchObject(Result.fail({ field, rule: { kind } }))
  })
})

it.each([
  ["UTC", true],
  ["Asia/Kolkata", true],
  ["America/Argentina/Buenos_Aires", true],
  ["Etc/GMT+5", true],
  ["+05:30", false],
  ["Asia/Nowhere", false],
  ["", false],
  ["../UTC", false],
])("whether %j is a time zone: %s", (name, expected) => {
  expect(isTimeZone(name)).toBe(expected)
})
