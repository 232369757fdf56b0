/** Returns how to write times in a language and a time zone. The time zone of the browser does not matter. */
export const timeFormats = (language: string, timeZone: string) => {
  const written =
    (options: Intl.DateTimeFormatOptions, zone = timeZone) =>
    (value: string): string =>
      new Intl.DateTimeFormat(language, { ...options, timeZone: zone }).format(new Date(value))
  const time = written({ dateStyle: "medium", timeStyle: "short" })
  return {
    date: written({ dateStyle: "medium" }),
    /** A day without a time, such as `2026-01-31`. */
    day: written({ dateStyle: "medium" }, "UTC"),
    time,
    /** Times of the last day as a distance, older ones as a date. */
    ago: (value: string, now = Date.now()): string => {
      const seconds = (new Date(value).getTime() - now) / 1000
      const relative = new Intl.RelativeTimeFormat(language, { numeric: "auto", style: "short" })
      if (seconds > -60) return relative.format(Math.min(0, Math.round(seconds)), "second")
      if (seconds > -3_600) return relative.format(Math.round(seconds / 60), "minute")
      if (seconds > -86_400) return relative.format(Math.round(seconds / 3_600), "hour")
      return time(value)
    },
  }
}
