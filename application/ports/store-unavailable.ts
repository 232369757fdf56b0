import { Data } from "effect"

/**
 * The store cannot answer at present: its database is unreachable, starting, shutting down, read-only, out of disk or
 * connections, too slow, its tables have another version, or a row stays locked. Calling again later may succeed.
 *
 * A write may have been recorded, because the connection can fail after the database has committed it. Retrying an order
 * with its idempotency key is safe.
 *
 * Ports raise it as a defect (`Effect.die`). `makeUseCases` turns it into a typed error of every use case, so no use
 * case can forget it. A promise of a use case rejects with it.
 *
 * @example
 * const products = await shop.listProducts().catch((error) => {
 *   if (error instanceof StoreUnavailable) return null
 *   throw error
 * })
 */
export class StoreUnavailable extends Data.TaggedError("StoreUnavailable")<{
  readonly message: string
  /** When to retry, in whole seconds from now, at least 1. */
  readonly retryAfterSeconds: number
  /** The error of the database driver, or a `SchemaMismatch` if the tables have another version. */
  readonly cause?: unknown
}> {}
