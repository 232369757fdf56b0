import { shopUnits } from "../api/shop-units"

/** Returns the day of a time in the shop's time zone, such as `2026-01-31`. */
export const dayOf = (time: Date): string => {
  const { year, month, day } = partsOf(time)
  return `${year}-${month}-${day}`
}

/** Returns the time at which a day begins in the shop's time zone. */
export const startOfDay = (day: string): Date => {
  const midnight = Date.parse(`${day}T00:00:00Z`)
  // The offset may change between the two times, so it is read again at the result.
  const first = midnight - offsetAt(midnight)
  return new Date(midnight - offsetAt(first))
}

/** Returns how far the shop's clocks are ahead of UTC, in milliseconds. */
const offsetAt = (time: number): number => {
  const { year, month, day, hour, minute, second } = partsOf(new Date(time))
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`) - Math.floor(time / 1000) * 1000
}

const partsOf = (time: Date) => {
  const parts = new Intl.DateTimeFormat("en-GB", {
    timeZone: shopUnits().timeZone,
    hourCycle: "h23",
    ...{ year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", second: "2-digit" },
  }).formatToParts(time)
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((one) => one.type === type)?.value ?? ""
  return {
    ...{ year: part("year"), month: part("month"), day: part("day") },
    ...{ hour: part("hour"), minute: part("minute"), second: part("second") },
  }
}
