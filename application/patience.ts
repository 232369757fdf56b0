import { Fiber } from "effect"

/** When a call first asked for its patience, in milliseconds of `performance.now()`. */
const begun = new WeakMap<object, number>()

/**
 * Returns the milliseconds for which the running call may still wait before it is rejected because of overload: `seconds`
 * less the time since it first asked. So a call with several statements is rejected within this time or not at all:
 * `null` means that it has worked for longer and is completed. Work outside a call, such as a batch, is completed as well.
 */
export const patienceLeft = (seconds: number): number | null => {
  const call = Fiber.getCurrent()
  if (call === undefined) return null
  const now = performance.now()
  const since = begun.get(call)
  if (since === undefined) {
    begun.set(call, now)
    return seconds * 1000
  }
  const left = since + seconds * 1000 - now
  return left > 0 ? left : null
}
