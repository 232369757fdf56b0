import { DatabaseSync, type StatementSync } from "node:sqlite"
import { Effect, Result } from "effect"

/** Parameters of a statement. Times are stored in milliseconds, booleans as 0 and 1. */
export type Value = string | number | boolean | Date | null

/** A database file. Statements may be used inside `read`, `write` and `attempt` only. */
export interface Database {
  /** Returns all rows of a query. The tables are STRICT, so the row type matches what was written. */
  readonly all: <Row>(sql: string, ...values: ReadonlyArray<Value>) => ReadonlyArray<Row>
  /** Returns the first row of a query. */
  readonly first: <Row>(sql: string, ...values: ReadonlyArray<Value>) => Row | undefined
  /** Changes rows. Returns their number and the id of the last inserted row. */
  readonly run: (sql: string, ...values: ReadonlyArray<Value>) => { readonly changes: number; readonly id: number }
  /** Reads from one snapshot. */
  readonly read: <A>(work: () => A) => Effect.Effect<A>
  /** Writes atomically. */
  readonly write: <A>(work: () => A) => Effect.Effect<A>
  /** Writes atomically, or returns the error and undoes all writes. */
  readonly attempt: <A, E>(work: () => Result.Result<A, E>) => Effect.Effect<A, E>
  readonly close: () => void
}

/**
 * Opens a file, or `:memory:`. SQLite runs synchronously, so a port method that does all its work in one `read` or
 * `write` is atomic among fibers. `begin immediate` takes a lock that excludes other processes. A process waits up to
 * five seconds for that lock, and its event loop with it.
 */
export const openDatabase = (path: string): Database => {
  const sqlite = new DatabaseSync(path)
  sqlite.exec("pragma journal_mode = wal; pragma synchronous = full; pragma busy_timeout = 5000")
  const statements = new Map<string, StatementSync>()

  const prepare = (sql: string): StatementSync => {
    const known = statements.get(sql) ?? sqlite.prepare(sql)
    statements.set(sql, known)
    return known
  }
  const inTransaction = <A>(begin: "begin" | "begin immediate", work: () => A, keeps: (end: A) => boolean): A => {
    sqlite.exec(begin)
    try {
      const end = work()
      sqlite.exec(keeps(end) ? "commit" : "rollback")
      return end
    } finally {
      if (sqlite.isTransaction) sqlite.exec("rollback")
    }
  }

  const all = <Row>(sql: string, ...values: ReadonlyArray<Value>) =>
    prepare(sql).all(...values.map(stored)) as ReadonlyArray<unknown> as ReadonlyArray<Row>

  return {
    all,
    first: <Row>(sql: string, ...values: ReadonlyArray<Value>) => all<Row>(sql, ...values)[0],
    run: (sql, ...values) => {
      const { changes, lastInsertRowid } = prepare(sql).run(...values.map(stored))
      return { changes: Number(changes), id: Number(lastInsertRowid) }
    },
    // Exceptions from inside are not part of the contract: they become defects of the Effect.
    read: (work) => Effect.sync(() => inTransaction("begin", work, () => true)),
    write: (work) => Effect.sync(() => inTransaction("begin immediate", work, () => true)),
    attempt: (work) =>
      Effect.suspend(() => Effect.fromResult(inTransaction("begin immediate", work, Result.isSuccess))),
    close: () => sqlite.close(),
  }
}

const stored = (value: Value): string | number | null => {
  if (value instanceof Date) return value.getTime()
  return typeof value === "boolean" ? Number(value) : value
}

/** Reads a stored time. */
export const time = (milliseconds: number): Date => new Date(milliseconds)

/** Reads a stored time that may be null. */
export const timeOrNull = (milliseconds: number | null): Date | null =>
  milliseconds === null ? null : new Date(milliseconds)

/** Reads stored JSON and converts its times. */
export const fromJson = (text: string): unknown =>
  JSON.parse(text, (key, value) => (times.has(key) ? new Date(value) : value))

const times: ReadonlySet<string> = new Set(["at", "createdAt", "updatedAt"])
