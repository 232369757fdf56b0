import { StoreUnavailable } from "../../../application/ports/store-unavailable.ts"
import { batcher } from "./batcher.ts"
import { LockedRow } from "./locked-row.ts"
import { unavailable } from "./outages.ts"
import { isLockTimeout, wasUndone } from "./sql-errors.ts"

interface Waiting<K, V> {
  readonly key: K
  /** When the call began to wait, in milliseconds of `performance.now()`. */
  readonly since: number
  readonly resolve: (value: V | Promise<V>) => void
  readonly reject: (error: unknown) => void
}

/** Calls that wait for rows that other transactions have locked. */
export interface LockWaits<K, V> {
  /** Returns the first of the rows for which other calls wait already. */
  readonly awaited: (rows: () => ReadonlyArray<LockedRow>) => LockedRow | undefined
  /** Executes a call when its row is free. Fails with `StoreUnavailable` when the row stays locked for too long. */
  readonly wait: (row: LockedRow, key: K) => Promise<V>
}

/** The most calls that are executed together once their row is free. */
const MAX_BATCH = 64
/** The longest time that one row holds a connection for waiting, in seconds. Other rows have their turn afterwards. */
const TURN_SECONDS = 0.25

/**
 * Creates a waiting room for locked rows, so that only the calls that need a locked row wait for it.
 *
 * A waiting transaction holds no other lock and takes turns with the transactions that wait for other rows. At most two
 * connections wait: one for rows that were locked a moment ago, which are usually free soon, and one for rows that
 * stayed locked. So a row that is locked for a minute does not delay those that are merely in demand.
 */
export const makeLockWaits = <K, V>({
  run,
  apart,
  lockWaitSeconds,
}: {
  /** Waits for the row at most so many seconds and executes the calls. Returns a locked row for a call that needs one. */
  readonly run: (row: LockedRow, keys: ReadonlyArray<K>, seconds: number) => Promise<ReadonlyArray<V | LockedRow>>
  /** Keys with the same text are never executed together. */
  readonly apart: (key: K) => string | undefined
  readonly lockWaitSeconds: number
}): LockWaits<K, V> => {
  const queues = new Map<string, Array<Waiting<K, V>>>()
  const turn = () => batcher<() => Promise<void>, void>({ run: async ([job]) => [await job?.()], lanes: 1, maxSize: 1 })
  const [firstTurn, laterTurn] = [turn(), turn()]

  const wait = (row: LockedRow, key: K, since: number): Promise<V> =>
    new Promise((resolve, reject) => {
      const started = queues.get(row.key)
      const queue = started ?? []
      const left = since + lockWaitSeconds * 1000 - performance.now()
      const timer = setTimeout(() => {
        if (removeFrom(queue, call)) call.reject(unavailable(new Error(`a row of ${row.table} stays locked`), 1))
      }, left)
      const end =
        <A>(settle: (value: A) => void) =>
        (value: A): void => {
          clearTimeout(timer)
          settle(value)
        }
      const call: Waiting<K, V> = { key, since, resolve: end(resolve), reject: end(reject) }
      queue.push(call)
      if (started !== undefined) return
      queues.set(row.key, queue)
      void serve(row, queue)
    })

  const serve = async (row: LockedRow, queue: Array<Waiting<K, V>>): Promise<void> => {
    let wasFree = true
    while (queue.length > 0)
      await (wasFree ? firstTurn : laterTurn)(async () => {
        const batch = take(queue, apart)
        const locked = batch.length === 0 ? [] : await execute(row, queue, batch)
        wasFree = locked.length === 0
        queue.unshift(...locked.filter(hasTime))
      })
    queues.delete(row.key)
  }

  /** Executes calls and returns those whose row stayed locked. The others are settled, also those whose time is over. */
  const execute = async (
    row: LockedRow,
    queue: Array<Waiting<K, V>>,
    batch: ReadonlyArray<Waiting<K, V>>,
  ): Promise<ReadonlyArray<Waiting<K, V>>> => {
    try {
      const keys = batch.map(({ key }) => key)
      const values = await run(row, keys, Math.min(TURN_SECONDS, lockWaitSeconds))
      for (const [i, { key, since, resolve }] of batch.entries()) {
        const value = values[i] as V | LockedRow
        resolve(value instanceof LockedRow ? wait(value, key, since) : value)
      }
      return []
    } catch (error) {
      if (error instanceof StoreUnavailable && isLockTimeout(error.cause)) {
        for (const call of batch) if (!hasTime(call)) call.reject(error)
        return batch
      }
      if (batch.length > 1 && wasUndone(error)) {
        const locked: Array<Waiting<K, V>> = []
        for (const call of batch) locked.push(...(await execute(row, queue, [call])))
        return locked
      }
      // The queued calls need the database too, so they fail with the same error.
      const ended = error instanceof StoreUnavailable ? [...batch, ...queue.splice(0)] : batch
      for (const call of ended) call.reject(error)
      return []
    }
  }

  const hasTime = ({ since }: Waiting<K, V>): boolean => performance.now() - since < lockWaitSeconds * 1000

  return {
    awaited: (rows) => (queues.size === 0 ? undefined : rows().find(({ key }) => queues.has(key))),
    wait: (row, key) => wait(row, key, performance.now()),
  }
}

/** Takes the first calls of a queue, without two that must be kept apart. */
const take = <K, V>(
  queue: Array<Waiting<K, V>>,
  apart: (key: K) => string | undefined,
): ReadonlyArray<Waiting<K, V>> => {
  const names = new Set<string>()
  const batch: Array<Waiting<K, V>> = []
  const kept = queue.filter((call) => {
    const name = apart(call.key)
    if (batch.length === MAX_BATCH || (name !== undefined && names.has(name))) return true
    if (name !== undefined) names.add(name)
    batch.push(call)
    return false
  })
  queue.splice(0, queue.length, ...kept)
  return batch
}

const removeFrom = <A>(list: Array<A>, item: A): boolean => {
  const index = list.indexOf(item)
  if (index >= 0) list.splice(index, 1)
  return index >= 0
}
