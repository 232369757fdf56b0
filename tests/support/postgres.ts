import { inject } from "vitest"
import { createDatabase, type Database } from "./postgres-server.ts"

export type { Database } from "./postgres-server.ts"

/** The test server itself, for tests that end its backends or look into `pg_stat_activity`. */
export const serverUrl = (): string => {
  const url = inject("postgresUrl")
  if (!url) throw new Error("No PostgreSQL here: the tests of the unit project run without one.")
  return url
}

/**
 * An empty database for one test file.
 *
 * @example
 * const database = await freshDatabase()
 * afterAll(() => database.drop())
 */
export const freshDatabase = (): Promise<Database> => createDatabase(serverUrl())
