import { inject } from "vitest"
import { createDatabase, type Database } from "./postgres-server.ts"

export type { Database } from "./postgres-server.ts"

/**
 * Returns the URL of the shared test server, and starts the server on the first call of a run. Tests use it to end
 * backends and to read `pg_stat_activity`.
 */
export const serverUrl = async (): Promise<string> => {
  const endpoint = inject("postgresOnDemand")
  if (!endpoint) throw new Error("Tests of the unit project run without PostgreSQL. Move this test to another folder.")
  const response = await fetch(endpoint)
  const text = await response.text()
  if (!response.ok) throw new Error(`PostgreSQL did not start: ${text}`)
  return text
}

/**
 * Creates an empty database for one test file.
 *
 * @example
 * const database = await freshDatabase()
 * afterAll(() => database.drop())
 */
export const freshDatabase = async (): Promise<Database> => createDatabase(await serverUrl())
