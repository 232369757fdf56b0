/** The first and the last day of a range, such as `2026-01-31`. */
export interface DayRange {
  readonly from: string
  readonly to: string
}

const DAY_MS = 86_400_000

/** Returns the day of a time in a time zone, such as `2026-01-31`. */
export const dayOf = (time: Date, timeZone: string): string => {
  const { year, month, day } = partsOf(time, timeZone)
  return `${year}-${month}-${day}`
}

/** Returns the last `count` days in a time zone, today included. Days may have 23 or 25 hours. */
export const lastDays = (count: number, now: Date, timeZone: string): DayRange => {
  const to = dayOf(now, timeZone)
  const from = new Date(Date.parse(`${to}T00:00:00Z`) - (count - 1) * DAY_MS)
  return { from: from.toISOString().slice(0, 10), to }
}

/** Returns the time at which a day begins in a time zone. */
export const startOfDay = (day: string, timeZone: string): Date => {
  const midnight = Date.parse(`${day}T00:00:00Z`)
  // The offset may change between the two times, so it is read again at the result.
  const first = midnight - offsetAt(midnight, timeZone)
  return new Date(midnight - offsetAt(first, timeZone))
}

/** Returns how far the clocks of a time zone are ahead of UTC, in milliseconds. */
const offsetAt = (time: number, timeZone: string): number => {
  const { year, month, day, hour, minute, second } = partsOf(new Date(time), timeZone)
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`) - Math.floor(time / 1000) * 1000
}

const partsOf = (time: Date, timeZone: string) => {
  const parts = new Intl.DateTimeFormat("en-GB", {
    timeZone,
    hourCycle: "h23",
    ...{ year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", second: "2-digit" },
  }).formatToParts(time)
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((one) => one.type === type)?.value ?? ""
  return {
    ...{ year: part("year"), month: part("month"), day: part("day") },
    ...{ hour: part("hour"), minute: part("minute"), second: part("second") },
  }
}
