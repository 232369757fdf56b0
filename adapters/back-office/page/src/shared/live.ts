/** How often lists of orders are read again while they are open and visible, in milliseconds. */
export const LIVE_MS = 5_000
