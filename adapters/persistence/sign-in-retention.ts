const DAY = 24 * 60 * 60 * 1000

/** How many rows that are out of date one new row takes away: more than come in, so that they never pile up. */
export const SWEPT_AT_ONCE = 100

/**
 * Failed sign-ins older than this are of no use: not to whoever asks, and not to another process of the same shop that
 * looks back further.
 */
export const attemptCutoff = (since: Date, at: Date): Date => new Date(Math.min(since.getTime(), at.getTime() - DAY))

/** An address that has not signed in to an account since then is a stranger's again. */
export const knownAddressCutoff = (at: Date): Date => new Date(at.getTime() - 90 * DAY)
