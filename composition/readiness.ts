import { Cause, Effect } from "effect"
import type { StoreHealth } from "../application/ports/store-health.ts"

/**
 * Whether a shop can serve requests. `reason` is `database` (it does not respond), `schema` (its tables have another
 * version than this program) or `closing`. `message` explains it to an operator.
 */
export type Readiness =
  | { readonly ready: true }
  | { readonly ready: false; readonly reason: "database" | "schema" | "closing"; readonly message: string }

/** How long a caller waits for the database. Load balancers usually give up after a few seconds. */
const PATIENCE_MS = 2_000
/** A check that takes longer than this is abandoned: its connection may be dead without an error. */
const ABANDONED_MS = 10_000

const READY: Readiness = { ready: true }
const CLOSING: Readiness = { ready: false, reason: "closing", message: "the shop is closing" }
const SLOW: Readiness = {
  ready: false,
  reason: "database",
  message: `the database did not respond within ${PATIENCE_MS / 1000} seconds`,
}

/**
 * Creates `readiness`. Concurrent callers share one check, so that frequent probes of a slow database do not use up its
 * connections.
 */
export const makeReadiness = (
  health: StoreHealth | undefined,
  isClosing: () => boolean,
): (() => Promise<Readiness>) => {
  if (health === undefined) return async () => (isClosing() ? CLOSING : READY)
  const check = Effect.suspend(() => health.check()).pipe(
    Effect.as(READY),
    Effect.catchTag("StoreNotReady", ({ reason, message }) =>
      Effect.succeed<Readiness>({ ready: false, reason, message }),
    ),
    Effect.catchCause((cause) =>
      Effect.succeed<Readiness>({ ready: false, reason: "database", message: describe(cause) }),
    ),
  )
  let current: { readonly since: number; readonly result: Promise<Readiness> } | undefined
  const shared = (): Promise<Readiness> => {
    if (current !== undefined && performance.now() - current.since < ABANDONED_MS) return current.result
    const started = { since: performance.now(), result: Effect.runPromise(check) }
    current = started
    void started.result.finally(() => {
      if (current === started) current = undefined
    })
    return started.result
  }
  return async () => {
    if (isClosing()) return CLOSING
    const result = await within(PATIENCE_MS, shared())
    return isClosing() ? CLOSING : result
  }
}

const within = async (milliseconds: number, result: Promise<Readiness>): Promise<Readiness> => {
  let timer: NodeJS.Timeout | undefined
  const slow = new Promise<Readiness>((resolve) => {
    timer = setTimeout(() => resolve(SLOW), milliseconds)
  })
  try {
    return await Promise.race([result, slow])
  } finally {
    clearTimeout(timer)
  }
}

const describe = (cause: Cause.Cause<unknown>): string => {
  const error = Cause.squash(cause)
  return error instanceof Error ? error.message : String(error)
}
