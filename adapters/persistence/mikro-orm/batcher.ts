import { wasUndone } from "./sql-errors.ts"

interface Waiting<K, V> {
  readonly key: K
  readonly resolve: (value: V) => void
  readonly reject: (error: unknown) => void
}

/**
 * Lets calls share round trips. A call goes out in the same turn of the event loop when a lane is free, together with
 * whatever else arrived in that turn; while all lanes are busy, calls gather and leave together. Nobody waits for
 * company, and nobody is answered from a read that began before the call was made.
 *
 * `run` answers the keys in the order given. When it fails and nothing of it was done, each of several keys is tried
 * again on its own, so that one bad call does not take its neighbours down.
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
  /** Keys for which this gives the same text are never under way together, in one batch or in two. */
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
