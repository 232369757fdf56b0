import type { StoreUnavailable } from "../../../application/ports/store-unavailable.ts"
import { queueTimeLeft } from "../../../application/queue-timeout.ts"
import { unavailable } from "./outages.ts"

/** A call that waits. */
interface Waiting {
  /** When it began to wait, in milliseconds of `performance.now()`. */
  readonly since: number
}

/**
 * Bounds the time for which calls wait for their turns. A call is rejected when its time is over. A new call is rejected
 * at once while the oldest call has waited for half of the limit, because the new one would wait as long. A call that has
 * worked for longer than the limit is never rejected.
 */
export interface WaitLimit {
  readonly isFull: (oldest: Waiting | undefined) => boolean
  /** Returns the milliseconds for which the running call may wait, or `null` if it is never rejected. */
  readonly timeLeft: () => number | null
}

export const waitLimit = (seconds: number): WaitLimit => ({
  isFull: (oldest) => oldest !== undefined && performance.now() - oldest.since >= seconds * 500,
  timeLeft: () => queueTimeLeft(seconds),
})

/**
 * Calls `expire` after some milliseconds and after the responses that have arrived by then. Returns a function that
 * prevents the call. Where the process was busy, Node runs timers before it handles what has arrived meanwhile.
 */
export const expireAfter = (milliseconds: number, expire: () => void): (() => void) => {
  let isOver = false
  const timer = setTimeout(
    () =>
      setImmediate(() =>
        setImmediate(() => {
          if (!isOver) expire()
        }),
      ),
    milliseconds,
  )
  return () => {
    isOver = true
    clearTimeout(timer)
  }
}

/** Returns the error of a call that waited for its turn for too long, or would have to. */
export const overloaded = (): StoreUnavailable => unavailable(new Error("too many calls wait for it"), 1)
