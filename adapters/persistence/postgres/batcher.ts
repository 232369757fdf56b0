import { wasUndone } from "./sql-errors.ts"

interface Waiting<K, V> {
  readonly key: K
  readonly resolve: (value: V) => void
  readonly reject: (error: unknown) => void
}

/**
 * Lets concurrent calls share round trips. A call is sent in the same turn of the event loop when a lane is free,
 * together with the other calls of that turn. While all lanes are busy, calls are collected and sent together. Results
 * never come from a read that started before the call.
 *
 * `run` returns a value for each key, in the same order. When it fails without an effect, each key of the batch is
 * retried on its own, so that one bad call does not fail the others.
 */
export const batcher = <K, V>({
  run,
  lanes,
  maxSize,
  apart = () => undefined,
}: {
  readonly run: (keys: ReadonlyArray<K>) => Promise<ReadonlyArray<V>>
  readonly lanes: number
  readonly maxSize: number
  /** Keys with the same text are never in progress together, in one batch or in two. */
  readonly apart?: (key: K) => string | undefined
}): ((key: K) => Promise<V>) => {
  let waiting: Array<Waiting<K, V>> = []
  let busy = 0
  let scheduled = false
  const underWay = new Set<string>()

  const dispatch = () => {
    scheduled = false
    while (busy < lanes && waiting.length > 0) {
      const { batch, names } = take()
      if (batch.length === 0) return
      busy++
      void settle(batch).finally(() => {
        for (const name of names) underWay.delete(name)
        busy--
        dispatch()
      })
    }
  }

  const take = () => {
    const [batch, kept]: [Array<Waiting<K, V>>, Array<Waiting<K, V>>] = [[], []]
    const names: Array<string> = []
    for (const call of waiting) {
      const name = apart(call.key)
      if (batch.length === maxSize || (name !== undefined && underWay.has(name))) {
        kept.push(call)
        continue
      }
      batch.push(call)
      if (name === undefined) continue
      underWay.add(name)
      names.push(name)
    }
    waiting = kept
    return { batch, names }
  }

  const settle = async (batch: ReadonlyArray<Waiting<K, V>>): Promise<void> => {
    try {
      const values = await run(batch.map((call) => call.key))
      for (const [i, call] of batch.entries()) call.resolve(values[i] as V)
    } catch (error) {
      if (batch.length > 1 && wasUndone(error)) for (const call of batch) await settle([call])
      else for (const call of batch) call.reject(error)
    }
  }

  return (key) =>
    new Promise((resolve, reject) => {
      waiting.push({ key, resolve, reject })
      if (!scheduled && busy < lanes) {
        scheduled = true
        setImmediate(dispatch)
      }
    })
}
