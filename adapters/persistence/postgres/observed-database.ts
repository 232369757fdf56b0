import type { Database, Queries } from "./database.ts"
import type { StoreObserver } from "./store-observer.ts"

/** Returns a database whose statements, batches, queues and pool are observed. */
export const observedDatabase = (database: Database, observer: StoreObserver): Database => {
  if (database.poolCounts !== undefined) observer.pool(database.poolCounts)
  return { ...observedStatements(database, observer), observer }
}

/** Returns a database whose statements are observed. Each attempt of a repeated statement counts. */
export const observedStatements = (database: Database, observer: StoreObserver): Database => ({
  ...database,
  ...observedQueries(database, observer),
  transaction: (work, options) =>
    observer.statement("transaction", null, () =>
      database.transaction((queries) => work(observedQueries(queries, observer)), options),
    ),
})

const observedQueries = ({ rows }: Queries, observer: StoreObserver): Queries => ({
  rows: (statement, values) =>
    observer.statement(statement.name || firstWord(statement.text), statement.text, () => rows(statement, values)),
})

const firstWord = (text: string): string => /\w+/.exec(text)?.[0] ?? "statement"
