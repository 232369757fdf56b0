import { StoreUnavailable } from "../../../application/ports/store-unavailable.ts"
import { breaksConnection } from "./outages.ts"
import { wasUndone } from "./sql-errors.ts"
import { expireAfter, overloaded, type WaitLimit, waitLimit } from "./wait-limit.ts"

interface Waiting<K, V> {
  readonly key: K
  /** When the call began to wait, in milliseconds of `performance.now()`. */
  readonly since: number
  /** Counts the calls. */
  readonly n: number
  readonly resolve: (value: V) => void
  readonly reject: (error: unknown) => void
}

/** What a batch keeps other calls from while it is in progress. */
interface Claims {
  readonly names: Set<string>
  readonly taken: Set<unknown>
}

/**
 * Lets concurrent calls share round trips. A call is sent in the same turn of the event loop when a lane is free,
 * together with the other calls of that turn. While all lanes are busy, calls are collected and sent together. Results
 * never come from a read that started before the call.
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
}: {
  readonly run: (keys: ReadonlyArray<K>) => Promise<ReadonlyArray<V>>
  readonly lanes: number
  readonly maxSize: number
  /** Keys with the same text are never in progress together, in one batch or in two. */
  readonly apart?: (key: K) => string | undefined
  /** Keys that have one of these in common are never in progress in two batches, as they would wait for each other. */
  readonly shared?: (key: K) => ReadonlyArray<unknown>
  /** Seconds that a call waits while all lanes are busy, before it fails with `StoreUnavailable`. Defaults to no limit. */
  readonly maxWaitSeconds?: number | undefined
}): ((key: K) => Promise<V>) => {
  let waiting: Array<Waiting<K, V>> = []
  let busy = 0
  let scheduled = false
  let calls = 0
  let isWatching = false
  const limit = maxWaitSeconds === undefined ? null : waitLimit(maxWaitSeconds)
  /** What the batches in progress have named and taken, one entry for each. */
  const inProgress: Array<Claims> = []

  const dispatch = () => {
    scheduled = false
    while (busy < lanes && waiting.length > 0) {
      const { batch, claims } = take()
      if (batch.length === 0) return
      busy++
      inProgress.push(claims)
      void settle(batch, calls).finally(() => {
        inProgress.splice(inProgress.indexOf(claims), 1)
        busy--
        dispatch()
      })
    }
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
      const values = await run(batch.map((call) => call.key))
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

  /** Ends the calls that have waited for too long, and looks again while calls wait. */
  const watch = (bound: WaitLimit): void => {
    if (isWatching || waiting.length === 0) return
    isWatching = true
    expireAfter(bound.milliseconds / 4, () => {
      isWatching = false
      const [over, kept] = [waiting.filter(bound.isOver), waiting.filter((call) => !bound.isOver(call))]
      waiting = kept
      for (const call of over) call.reject(overloaded())
      watch(bound)
    })
  }

  return (key) =>
    new Promise((resolve, reject) => {
      if (limit?.isFull(waiting[0])) return reject(overloaded())
      waiting.push({ key, n: ++calls, since: performance.now(), resolve, reject })
      if (limit !== null && busy >= lanes) watch(limit)
      if (!scheduled && busy < lanes) {
        scheduled = true
        setImmediate(dispatch)
      }
    })
}
