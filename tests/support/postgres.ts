import { onDemand } from "./on-demand.ts"
import { createDatabase, type Database } from "./postgres-server.ts"

export type { Database } from "./postgres-server.ts"

/**
 * Returns the URL of the shared test server, and starts the server on the first call of a run. Tests use it to end
 * backends and to read `pg_stat_activity`.
 */
export const serverUrl = (): Promise<string> => onDemand("/postgres")

/**
 * Creates an empty database for one test file.
 *
 * @example
 * const database = await freshDatabase()
 * afterAll(() => database.drop())
 */
export const freshDatabase = async (): Promise<Database> => createDatabase(await serverUrl())
