import { DatabaseSync, type StatementSync } from "node:sqlite"
import { Effect, Result } from "effect"

/** What a statement is handed: times are kept in milliseconds, truth as 0 and 1. */
export type Value = string | number | boolean | Date | null

/** A database file. Statements are of use within `read`, `write` and `attempt` only. */
export interface Database {
  /** Every row that a query finds. The tables are STRICT, so what the row type promises is what was written. */
  readonly all: <Row>(sql: string, ...values: ReadonlyArray<Value>) => ReadonlyArray<Row>
  /** The first row that a query finds. */
  readonly first: <Row>(sql: string, ...values: ReadonlyArray<Value>) => Row | undefined
  /** Changes rows; how many, and the id of the row that came last. */
  readonly run: (sql: string, ...values: ReadonlyArray<Value>) => { readonly changes: number; readonly id: number }
  /** Reads, all of it from one moment. */
  readonly read: <A>(work: () => A) => Effect.Effect<A>
  /** Writes, all of it or nothing. */
  readonly write: <A>(work: () => A) => Effect.Effect<A>
  /** Writes unless refused: a refusal undoes what was written before it. */
  readonly attempt: <A, E>(work: () => Result.Result<A, E>) => Effect.Effect<A, E>
  readonly close: () => void
}

/**
 * Opens a file, or `:memory:`. SQLite works while Node waits, so a port method that does all of its work in one `read`
 * or `write` is one step: no other fiber comes in between. Other processes are kept out by the lock that
 * `begin immediate` takes; who finds it taken waits up to five seconds for it, and its process with it.
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
  const within = <A>(begin: "begin" | "begin immediate", work: () => A, keeps: (end: A) => boolean): A => {
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
    // What is thrown inside is a fault that nobody can act on: it becomes a defect of the Effect.
    read: (work) => Effect.sync(() => within("begin", work, () => true)),
    write: (work) => Effect.sync(() => within("begin immediate", work, () => true)),
    attempt: (work) => Effect.suspend(() => Effect.fromResult(within("begin immediate", work, Result.isSuccess))),
    close: () => sqlite.close(),
  }
}

const stored = (value: Value): string | number | null => {
  if (value instanceof Date) return value.getTime()
  return typeof value === "boolean" ? Number(value) : value
}

/** A time as it was stored. */
export const time = (milliseconds: number): Date => new Date(milliseconds)

/** A time that may be missing. */
export const timeOrNull = (milliseconds: number | null): Date | null =>
  milliseconds === null ? null : new Date(milliseconds)

/** Reads JSON that was stored; its times come back as times. */
export const fromJson = (text: string): unknown =>
  JSON.parse(text, (key, value) => (times.has(key) ? new Date(value) : value))

const times: ReadonlySet<string> = new Set(["at", "createdAt", "updatedAt"])
