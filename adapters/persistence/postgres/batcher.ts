import { StoreUnavailable } from "../../../application/ports/store-unavailable.ts"
import { breaksConnection } from "./outages.ts"
import { wasUndone } from "./sql-errors.ts"
import type { Callers, StoreObserver } from "./store-observer.ts"
import { expireAfter, overloaded, waitLimit } from "./wait-limit.ts"

interface Waiting<K, V> {
  readonly key: K
  /** When the call began to wait, in milliseconds of `performance.now()`. */
  readonly since: number
  /** When it is rejected if it still waits. Infinite if it is never rejected. */
  readonly until: number
  /** Counts the calls. */
  readonly n: number
  readonly callers: Callers
  readonly resolve: (value: V) => void
  readonly reject: (error: unknown) => void
}

/** What a batch keeps other calls from while it is in progress. */
interface Claims {
  readonly names: Set<string>
  readonly taken: Set<unknown>
}

/**
 * How long calls wait for a running batch before another lane takes them, in milliseconds. A batch on a near database
 * ends earlier, and the calls that waited share one larger batch. Two small batches cost more than one of both.
 */
const PATIENCE_MS = 25

/**
 * Lets concurrent calls share round trips. While no batch is running, a call is sent in the same turn of the event loop,
 * together with the other calls of that turn. Calls during a batch are collected and sent together, when it has ended. If
 * it takes long, or the calls would fill a batch, they use another lane if one is free. Results never come from a read
 * that started before the call.
 *
 * `run` returns a value for each key, in the same order. When it fails without an effect, each key of the batch is
 * retried on its own, so that one bad call does not fail the others. When the connection is lost, calls that waited
 * during the whole batch fail with it, so no call waits for two connections without a response.
 */
export const batcher = <K, V>({
  run,
  lanes,
  maxSize,
  apart = () => undefined,
  shared = () => [],
  maxWaitSeconds,
  name = "",
  observer,
}: {
  readonly run: (keys: ReadonlyArray<K>) => Promise<ReadonlyArray<V>>
  readonly lanes: number
  readonly maxSize: number
  /** Keys with the same text are never in progress together, in one batch or in two. */
  readonly apart?: (key: K) => string | undefined
  /** Keys that have one of these in common are never in progress in two batches, as they would wait for each other. */
  readonly shared?: (key: K) => ReadonlyArray<unknown>
  /** Seconds after which a call that still waits fails with `StoreUnavailable`. Defaults to no limit. */
  readonly maxWaitSeconds?: number | undefined
  /** What an observer calls the batches and the queue. */
  readonly name?: string
  readonly observer?: StoreObserver | undefined
}): ((key: K) => Promise<V>) => {
  let waiting: Array<Waiting<K, V>> = []
  let busy = 0
  let scheduled = false
  /** When the newest batch was sent, in milliseconds of `performance.now()`. */
  let sentAt = 0
  let patience: NodeJS.Timeout | undefined
  let calls = 0
  let stopWatching: (() => void) | null = null
  let watchedUntil = Number.POSITIVE_INFINITY
  const limit = maxWaitSeconds === undefined ? null : waitLimit(maxWaitSeconds)
  observer?.queue(name, () => waiting.length)
  /** What the batches in progress have named and taken, one entry for each. */
  const inProgress: Array<Claims> = []

  /** Whether the waiting calls have a lane. */
  const mayStart = (): boolean =>
    busy === 0 || (busy < lanes && (waiting.length >= maxSize || performance.now() - sentAt >= PATIENCE_MS))

  const dispatch = () => {
    scheduled = false
    while (waiting.length > 0 && mayStart()) {
      const { batch, claims } = take()
      // All of them wait for a batch in progress, whose end dispatches them.
      if (batch.length === 0) return watch()
      busy++
      sentAt = performance.now()
      inProgress.push(claims)
      void settle(batch, calls).finally(() => {
        inProgress.splice(inProgress.indexOf(claims), 1)
        busy--
        dispatch()
      })
    }
    if (waiting.length > 0) keepWaiting()
  }

  /** Looks again when the time of a waiting call is over, and when the waiting calls may use another lane. */
  const keepWaiting = (): void => {
    watch()
    if (busy >= lanes || patience !== undefined) return
    const lose = () => {
      patience = undefined
      dispatch()
    }
    patience = setTimeout(lose, sentAt + PATIENCE_MS - performance.now())
  }

  const take = () => {
    const [batch, kept]: [Array<Waiting<K, V>>, Array<Waiting<K, V>>] = [[], []]
    const claims: Claims = { names: new Set(), taken: new Set() }
    for (const call of waiting) {
      if (batch.length === maxSize) {
        kept.push(call)
        continue
      }
      const name = apart(call.key)
      const needed = shared(call.key)
      const isNamed = name !== undefined && (claims.names.has(name) || inProgress.some(({ names }) => names.has(name)))
      if (isNamed || needed.some((one) => inProgress.some(({ taken }) => taken.has(one)))) {
        kept.push(call)
        continue
      }
      batch.push(call)
      for (const one of needed) claims.taken.add(one)
      if (name !== undefined) claims.names.add(name)
    }
    waiting = kept
    return { batch, claims }
  }

  /** `last` is the number of calls that were made before the batch was sent. */
  const settle = async (batch: ReadonlyArray<Waiting<K, V>>, last: number): Promise<void> => {
    try {
      const keys = batch.map((call) => call.key)
      const callers = batch.map((call) => call.callers)
      const values = await (observer === undefined ? run(keys) : observer.batch(name, callers, () => run(keys)))
      for (const [i, call] of batch.entries()) call.resolve(values[i] as V)
    } catch (error) {
      if (batch.length > 1 && wasUndone(error)) for (const call of batch) await settle([call], last)
      else for (const call of batch) call.reject(error)
      if (!(error instanceof StoreUnavailable && breaksConnection(error.cause))) return
      const [ended, kept] = [waiting.filter(({ n }) => n <= last), waiting.filter(({ n }) => n > last)]
      waiting = kept
      for (const call of ended) call.reject(error)
    }
  }

  /** Rejects the calls whose time is over, and looks again when that of another call is. */
  const watch = (): void => {
    const until = waiting.reduce((earliest, call) => Math.min(earliest, call.until), Number.POSITIVE_INFINITY)
    if (until >= watchedUntil) return
    stopWatching?.()
    watchedUntil = until
    stopWatching = expireAfter(Math.max(0, until - performance.now()), () => {
      watchedUntil = Number.POSITIVE_INFINITY
      const now = performance.now()
      const [over, kept] = [waiting.filter((call) => call.until <= now), waiting.filter((call) => call.until > now)]
      waiting = kept
      for (const call of over) call.reject(overloaded())
      watch()
    })
  }

  return (key) =>
    new Promise((resolve, reject) => {
      const timeLeft = limit?.timeLeft() ?? null
      if (timeLeft !== null && limit?.isFull(waiting[0])) return reject(overloaded())
      const since = performance.now()
      const until = timeLeft === null ? Number.POSITIVE_INFINITY : since + timeLeft
      waiting.push({ key, n: ++calls, since, until, callers: observer?.callers(), resolve, reject })
      if (scheduled) return
      scheduled = mayStart()
      if (scheduled) setImmediate(dispatch)
      else if (waiting.length === 1 || until < watchedUntil) keepWaiting()
    })
}
