import { Result } from "effect"
import { IdempotencyKeyReused } from "shopwright"
import type { CatalogKeys, KeyedRequest, KeyRecorded } from "shopwright/ports"
import type { Database } from "./database.ts"

/** The idempotency keys of the catalogue, in SQLite. */
export const sqliteCatalogKeys = (db: Database): CatalogKeys => ({
  recall: ({ account, claim: { key, fingerprint } }) =>
    db.attempt((): Result.Result<string | null, IdempotencyKeyReused> => {
      const select = "select fingerprint, result from catalog_key where account = ? and key = ?"
      const kept = db.first<{ readonly fingerprint: string; readonly result: string }>(select, account, key)
      if (kept === undefined) return Result.succeed(null)
      return kept.fingerprint === fingerprint
        ? Result.succeed(kept.result)
        : Result.fail(new IdempotencyKeyReused({ key }))
    }),
})

/** Makes a change and records its result under a key, unless the key has a result. */
export const recordOnce = <A, E>(
  db: Database,
  { account, claim, at }: KeyedRequest,
  resultOf: (changed: A) => string,
  change: () => Result.Result<A, E>,
): Result.Result<A, E | KeyRecorded> => {
  const select = "select 1 from catalog_key where account = ? and key = ?"
  if (db.first(select, account, claim.key) !== undefined) return Result.fail({ _tag: "KeyRecorded" })
  const changed = change()
  if (Result.isFailure(changed)) return Result.fail(changed.failure)
  const insert = "insert into catalog_key (account, key, fingerprint, result, at) values (?, ?, ?, ?, ?)"
  db.run(insert, account, claim.key, claim.fingerprint, resultOf(changed.success), at)
  return Result.succeed(changed.success)
}
