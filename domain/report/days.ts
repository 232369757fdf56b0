import { Result } from "effect"
import { InvalidField } from "../invalid-field.ts"

/** A day in the time zone of a shop: its date, such as `2026-01-31`, and the time from its beginning to its end. */
export interface Day {
  readonly date: string
  readonly starts: Date
  readonly ends: Date
}

/** The time zone of a shop that sets none. */
export const DEFAULT_TIME_ZONE = "UTC"

/** The most days of one report. */
export const MAX_REPORT_DAYS = 93
/** The days of a report without dates. */
export const USUAL_REPORT_DAYS = 31

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
/** Time zones differ from UTC by at most 14 hours. */
const FARTHEST = 15 * 60 * MINUTE

/** Whether a text names a time zone of the IANA database, such as `Asia/Kolkata`. */
export const isTimeZone = (name: string): boolean => {
  // An offset such as +05:30 does not know the time that summer brings.
  if (!/^[A-Za-z][\w+-]*(?:\/[\w+-]+)*$/.test(name)) return false
  try {
    new Intl.DateTimeFormat("en", { timeZone: name })
    return true
  } catch {
    return false
  }
}

/**
 * Returns the days of a report in a time zone, from the first date to the last, both included. The last defaults to
 * today, or to 30 days after the first. The first defaults to 30 days before the last. Refuses dates that do not exist,
 * a last date before the first, and more than 93 days.
 */
export const reportDays = (
  { from, to }: { readonly from?: string | undefined; readonly to?: string | undefined },
  timeZone: string,
  now: Date,
): Result.Result<ReadonlyArray<Day>, InvalidField> => {
  const first = from === undefined ? undefined : dateOf(from)
  const last = to === undefined ? undefined : dateOf(to)
  if (first === null) return refuse("from", { kind: "malformed" })
  if (last === null) return refuse("to", { kind: "malformed" })
  const usual = (USUAL_REPORT_DAYS - 1) * DAY
  const end = last ?? (first === undefined ? Date.parse(localDate(now, timeZone)) : first + usual)
  const start = first ?? end - usual
  const count = (end - start) / DAY + 1
  if (count < 1) return refuse("to", { kind: "rejected", reason: "It is before `from`." })
  if (count > MAX_REPORT_DAYS)
    return refuse("to", { kind: "rejected", reason: `A report has at most ${MAX_REPORT_DAYS} days.` })
  const starts = Array.from({ length: count + 1 }, (_, i) => startOf(start + i * DAY, timeZone))
  return Result.succeed(
    Array.from({ length: count }, (_, i) => ({
      date: isoDate(start + i * DAY),
      starts: new Date(starts[i] ?? 0),
      ends: new Date(starts[i + 1] ?? 0),
    })),
  )
}

const refuse = (field: string, rule: InvalidField["rule"]): Result.Result<never, InvalidField> =>
  Result.fail(new InvalidField({ field, rule }))

/** Returns midnight UTC of a date, or `null` if there is no such date. `Date` converts 2027-02-30 to March 2. */
const dateOf = (text: string): number | null => {
  const time = /^[1-9]\d{3}-\d\d-\d\d$/.test(text) ? Date.parse(text) : Number.NaN
  return Number.isNaN(time) || isoDate(time) !== text ? null : time
}

const isoDate = (time: number): string => new Date(time).toISOString().slice(0, 10)

/** Returns the date that calendars in a time zone show. */
export const localDate = (time: Date, timeZone: string): string => {
  const { year, month, day } = partsOf(time.getTime(), timeZone)
  return `${year}-${month}-${day}`
}

const formats = new Map<string, Intl.DateTimeFormat>()

const partsOf = (time: number, timeZone: string): { readonly [Part in Intl.DateTimeFormatPartTypes]?: string } => {
  const digits = { year: "numeric", month: "2-digit", day: "2-digit" } as const
  const format = formats.get(timeZone) ?? new Intl.DateTimeFormat("en", { timeZone, ...digits })
  formats.set(timeZone, format)
  return Object.fromEntries(format.formatToParts(time).map(({ type, value }) => [type, value]))
}

/**
 * Returns the first moment of a date in a time zone, to the minute. It may be 01:00 where clocks jump at midnight. A date
 * that the zone left out begins, and ends, where the next one begins.
 */
const startOf = (midnight: number, timeZone: string): number => {
  const date = isoDate(midnight)
  const hasBegun = (time: number): boolean => localDate(new Date(time), timeZone) >= date
  let [before, after] = [midnight - FARTHEST, midnight + FARTHEST]
  while (after - before > MINUTE) {
    const middle = before + Math.floor((after - before) / 2 / MINUTE) * MINUTE
    if (hasBegun(middle)) after = middle
    else before = middle
  }
  return after
}
