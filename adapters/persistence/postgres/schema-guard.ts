import type { Database } from "./database.ts"
import { unavailable } from "./outages.ts"
import { findMismatch, SchemaMismatch } from "./schema-version.ts"
import { sqlState } from "./sql-errors.ts"

/**
 * The codes of statements that may have failed because the tables have another version: undefined names and other errors
 * in the text of a statement, a missing schema, a plan whose columns changed, and a new column without a value.
 */
const SUSPECT = /^(42|3F|0A000|23502)/

/** The codes for a missing column, table or schema. The program's own statements name none that its migrations lack. */
const ABSENT = /^(42703|42P01|3F000)$/

/** Operators change the schema, so clients that retry sooner gain nothing. */
const RETRY_AFTER_SECONDS = 30

/** For so long after a statement missed a table or a column, the store is not ready. Then traffic tests it again. */
const UNREADY_MS = 30_000

/** A database whose statements find out that the tables do not match this program. */
export interface GuardedDatabase {
  readonly database: Database
  /** Returns the mismatch that a statement found in the last 30 seconds, or `null`. */
  readonly recentMismatch: () => SchemaMismatch | null
}

/**
 * Makes statements fail with `StoreUnavailable` when they fail because another program has migrated the tables, or
 * because a table or column is missing. Its cause is a `SchemaMismatch`, which names the versions. A failure is checked
 * against the recorded versions only then, so a statement that succeeds costs nothing more.
 */
export const guardSchema = (database: Database): GuardedDatabase => {
  let last: { readonly mismatch: SchemaMismatch; readonly at: number } | null = null

  const explain = async (error: unknown): Promise<unknown> => {
    const state = sqlState(error) ?? ""
    if (!SUSPECT.test(state)) return error
    const mismatch =
      (await findMismatch(database, error)) ?? (ABSENT.test(state) ? new SchemaMismatch([], [], error) : null)
    if (mismatch === null) return error
    last = { mismatch, at: performance.now() }
    return unavailable(mismatch, RETRY_AFTER_SECONDS)
  }

  const explained = async <A>(result: Promise<A>): Promise<A> => {
    try {
      return await result
    } catch (error) {
      throw await explain(error)
    }
  }

  return {
    database: {
      ...database,
      rows: (statement, values) => explained(database.rows(statement, values)),
      transaction: (work, options) => explained(database.transaction(work, options)),
    },
    recentMismatch: () => (last !== null && performance.now() - last.at < UNREADY_MS ? last.mismatch : null),
  }
}
