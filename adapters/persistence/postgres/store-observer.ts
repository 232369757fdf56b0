/** How many connections a pool has, how many of them are idle, and how many callers wait for one. */
export interface PoolCounts {
  readonly open: number
  readonly idle: number
  readonly waiting: number
}

/** The requests on whose behalf code runs. Only the observer knows what they are. */
export type Callers = object | undefined

/** Observes the statements, batches and queues of a store, for traces and metrics. */
export interface StoreObserver {
  /** Returns the callers of the running code. */
  readonly callers: () => Callers
  /** Runs a statement or a transaction. */
  readonly statement: <A>(name: string, text: string | null, run: () => Promise<A>) => Promise<A>
  /** Runs a batch on behalf of the callers of all its calls. */
  readonly batch: <A>(name: string, callers: ReadonlyArray<Callers>, run: () => Promise<A>) => Promise<A>
  /** Adds a queue of the store. `length` returns the number of calls that wait in it. */
  readonly queue: (name: string, length: () => number) => void
  /** Adds the pool of the store. */
  readonly pool: (counts: () => PoolCounts) => void
}
