import type { Database } from "../database.ts"

/**
 * The end of a query that chooses old rows to delete. It skips rows that another process is deleting. Citus locks rows of
 * several shards by no query, so there a call may wait for another one that deletes the same rows.
 */
export const sweepLock = ({ isDistributed }: Pick<Database, "isDistributed">): string =>
  isDistributed ? "" : "for update skip locked"
