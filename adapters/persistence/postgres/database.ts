import type { PoolCounts, StoreObserver } from "./store-observer.ts"

/** The name of statements that PostgreSQL plans each time, because the best plan depends on the values. */
export const PLAN_EACH_TIME = ""

/** A statement that is sent again and again: PostgreSQL keeps its plan under the name. */
export interface Statement {
  readonly name: string
  readonly text: string
}

/** A statement that PostgreSQL plans each time. */
export const unnamed = (text: string): Statement => ({ name: PLAN_EACH_TIME, text })

/** One row: the values of its columns by name. */
export type Row = Readonly<Record<string, unknown>>

/** Somewhere statements can be sent. */
export interface Queries {
  /**
   * Returns the rows of a statement. `R` has a property for each column, with the type that `typeParsers` returns. Every
   * column of a statement needs a name of its own.
   */
  readonly rows: <R extends object = Row>(
    statement: Statement,
    values: ReadonlyArray<unknown>,
  ) => Promise<ReadonlyArray<R>>
}

export interface TransactionOptions {
  /** Seconds that its statements wait for a lock. Defaults to those of the database. */
  readonly lockWaitSeconds?: number
  /** Whether its statements may take any time, and wait for locks without a limit. Defaults to false. */
  readonly isUnlimited?: boolean
}

/** The store behind the adapter: PostgreSQL through a pool, or PGlite. */
export interface Database extends Queries {
  /** The quoted schema of the shop's tables. */
  readonly schema: string
  /** Whether it is a transaction of the host's: what lost against others in there loses again, however often it tries. */
  readonly isJoined: boolean
  /**
   * Whether Citus spreads the shop's orders and stock over shards. It rejects some statements, which then have a second
   * form in `distributed/`.
   */
  readonly isDistributed: boolean
  /** How many statements are worth having under way at once. */
  readonly parallelism: number
  /** Seconds that a call waits for rows that other transactions have locked. */
  readonly lockWaitSeconds: number
  /** Seconds that a call waits for its turn. Undefined means no limit. */
  readonly queueTimeoutSeconds?: number | undefined
  /** How many statements and transactions can run at once. Undefined if the host's pool or PGlite decides that. */
  readonly connections?: number
  /** The pool of the host. Shops on one pool poll together. Undefined for the shop's own connections. */
  readonly hostPool?: object | undefined
  /** Returns the counts of the pool, if it is the shop's own. */
  readonly poolCounts?: (() => PoolCounts) | undefined
  /** Observes statements, batches and queues. Undefined if telemetry is off. */
  readonly observer?: StoreObserver | undefined
  /** Runs work in one transaction: committed when it resolves, rolled back when it rejects. */
  readonly transaction: <A>(work: (queries: Queries) => Promise<A>, options?: TransactionOptions) => Promise<A>
}
