/** The name of statements that PostgreSQL plans each time, because the best plan depends on the values. */
export const PLAN_EACH_TIME = ""

/** A statement that is sent again and again: PostgreSQL keeps its plan under the name. */
export interface Statement {
  readonly name: string
  readonly text: string
}

/** One row: the columns in the order of the statement. */
export type Row = ReadonlyArray<unknown>

/** Somewhere statements can be sent. */
export interface Queries {
  readonly rows: (statement: Statement, values: ReadonlyArray<unknown>) => Promise<ReadonlyArray<Row>>
}

/** The store behind the adapter: PostgreSQL through a pool, or PGlite. */
export interface Database extends Queries {
  /** The quoted schema of the shop's tables. */
  readonly schema: string
  /** Whether it is a transaction of the host's: what lost against others in there loses again, however often it tries. */
  readonly isJoined: boolean
  /** How many statements are worth having under way at once. */
  readonly parallelism: number
  /** Runs work in one transaction: committed when it resolves, rolled back when it rejects. */
  readonly transaction: <A>(work: (queries: Queries) => Promise<A>) => Promise<A>
}
