/**
 * The largest difference between the clocks of two servers that is normal, in seconds. A record that lies further in
 * the future was made by a clock that was wrong.
 */
export const MAX_CLOCK_SKEW_SECONDS = 60

/**
 * Returns the latest time that a correct clock of another server can have recorded by now. A store sets the time of a
 * later record to now when it next compares it. Otherwise the record would count as new until its time comes.
 *
 * @example
 * const isWrong = new Date("2100-01-01") > latestRecordedTime(new Date())
 */
export const latestRecordedTime = (now: Date): Date => new Date(now.getTime() + MAX_CLOCK_SKEW_SECONDS * 1000)

/**
 * Returns the time as which a record counts: its own, or now if it lies in the future.
 *
 * @example
 * const now = new Date()
 * countedTime(new Date("2100-01-01"), now) === now // true
 */
export const countedTime = (recorded: Date, now: Date): Date => (recorded > now ? now : recorded)
