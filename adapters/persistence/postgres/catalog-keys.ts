import { Effect, Result } from "effect"
import type { CatalogKeys, KeyedRequest, KeyRecorded } from "../../../application/ports/catalog-keys.ts"
import { IdempotencyKeyReused } from "../../../domain/order/errors.ts"
import type { Database, Queries } from "./database.ts"
import { digestOf } from "./key-digest.ts"

export const makeCatalogKeys = (database: Database): CatalogKeys => ({
  recall: (request) => Effect.promise(() => recall(database, request)).pipe(Effect.flatMap(Effect.fromResult)),
})

const recall = async (
  { rows, schema: s }: Database,
  { account, claim }: Pick<KeyedRequest, "account" | "claim">,
): Promise<Result.Result<string | null, IdempotencyKeyReused>> => {
  const text = `select fingerprint, result from ${s}.catalog_key where account = $1 and key = $2`
  const [row] = await rows<KeyRow>({ name: "recall catalogue key", text }, [account, claim.key])
  if (row === undefined) return Result.succeed(null)
  return row.fingerprint === digestOf(claim)
    ? Result.succeed(row.result)
    : Result.fail(new IdempotencyKeyReused({ key: claim.key }))
}

interface KeyRow {
  readonly fingerprint: string
  readonly result: string
}

/**
 * Runs a change in a transaction that also records its result under a key. The key is claimed first, so a concurrent
 * call with the same key waits before it holds any lock. When the change throws, the key stays free.
 */
export const recordOnce = async <A>(
  database: Database,
  request: KeyedRequest | null,
  resultOf: (changed: A) => string,
  change: (queries: Queries) => Promise<A>,
): Promise<Result.Result<A, KeyRecorded>> => {
  if (request === null) return Result.succeed(await database.transaction(change))
  const { schema: s } = database
  const key = [request.account, request.claim.key]
  try {
    const changed = await database.transaction(async (queries) => {
      const claim = `insert into ${s}.catalog_key (account, key, fingerprint, at) values ($1, $2, $3, $4)
        on conflict do nothing returning 1`
      const values = [...key, digestOf(request.claim), request.at.toISOString()]
      if ((await queries.rows({ name: "claim catalogue key", text: claim }, values)).length === 0) throw new Claimed()
      const made = await change(queries)
      const complete = `update ${s}.catalog_key set result = $3 where account = $1 and key = $2`
      await queries.rows({ name: "complete catalogue key", text: complete }, [...key, resultOf(made)])
      return made
    })
    return Result.succeed(changed)
  } catch (error) {
    if (error instanceof Claimed) return Result.fail({ _tag: "KeyRecorded" })
    throw error
  }
}

/** Another transaction has recorded its result under the key. */
class Claimed extends Error {
  override readonly name = "Claimed"
}
