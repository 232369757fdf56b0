const DAY = 24 * 60 * 60 * 1000

/** The number of outdated rows deleted with each new row. It exceeds one, so that they do not accumulate. */
export const DELETED_PER_INSERT = 100

/**
 * Returns the time before which failed sign-ins are deleted. It covers the window of the caller and of other processes
 * of the shop with a longer window.
 */
export const attemptCutoff = (since: Date, at: Date): Date => new Date(Math.min(since.getTime(), at.getTime() - DAY))

/** Returns the time before which a sign-in no longer makes an address known to the account. */
export const knownAddressCutoff = (at: Date): Date => new Date(at.getTime() - 90 * DAY)
