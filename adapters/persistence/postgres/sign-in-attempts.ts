import { createHash } from "node:crypto"
import { Effect } from "effect"
import type { Attempt, AttemptId, SignInAttempts } from "../../../application/ports/sign-in-attempts.ts"
import { DELETED_PER_INSERT, knownAddressCutoff } from "../sign-in-retention.ts"
import { batcher } from "./batcher.ts"
import { type BegunAttempt, beginSignIns } from "./begin-sign-ins.ts"
import type { Database } from "./database.ts"

type Asked = Parameters<SignInAttempts["begin"]>

export const makeSignInAttempts = (database: Database): SignInAttempts => {
  // A flood of tries shares round trips, and leaves connections to orders.
  const shared = { lanes: database.parallelism, maxSize: 64, observer: database.observer }
  const begin = batcher<Asked, BegunAttempt>({
    run: (asked) =>
      beginSignIns(
        database,
        asked.map(([attempt, since, at]) => ({ ...digestsOf(attempt), since, at })),
      ),
    name: "begin sign-ins",
    // Only the beginning can be rejected: what has begun must have its end recorded.
    maxWaitSeconds: database.queueTimeoutSeconds,
    ...shared,
  })
  const fail = batcher<AttemptId, void>({ run: (ids) => failAll(database, ids), name: "fail sign-ins", ...shared })
  const withdraw = batcher<AttemptId, void>({
    run: (ids) => withdrawAll(database, ids),
    name: "withdraw sign-ins",
    ...shared,
  })
  return {
    begin: (...asked) => Effect.promise(() => begin(asked)),
    fail: (id) => Effect.promise(() => fail(id)),
    withdraw: (id) => Effect.promise(() => withdraw(id)),
    succeed: (id, attempt, at) =>
      Effect.promise(async () => {
        await database.rows({ name: "sign-in succeeded", text: succeed(database.schema) }, [
          id,
          ...Object.values(digestsOf(attempt)),
          at.toISOString(),
          knownAddressCutoff(at).toISOString(),
        ])
      }),
  }
}

const failAll = async (database: Database, ids: ReadonlyArray<AttemptId>): Promise<ReadonlyArray<void>> => {
  const text = `update ${database.schema}.sign_in_attempt set failed = true where id = any ($1::bigint[])`
  await database.rows({ name: "fail sign-ins", text }, [ids])
  return ids.map(() => undefined)
}

const withdrawAll = async (database: Database, ids: ReadonlyArray<AttemptId>): Promise<ReadonlyArray<void>> => {
  const text = `delete from ${database.schema}.sign_in_attempt where id = any ($1::bigint[])`
  await database.rows({ name: "withdraw sign-ins", text }, [ids])
  return ids.map(() => undefined)
}

/** Skips rows that another transaction deletes at the moment, which prevents deadlocks. */
const succeed = (s: string): string => `
  with forgiven as (
    delete from ${s}.sign_in_attempt where id in (
      select id from ${s}.sign_in_attempt where id = $1 or (account = $2 and address = $3) for update skip locked
    )
  ), forgotten as (
    delete from ${s}.known_address where (account, address) in (
      select account, address from ${s}.known_address
      where signed_in_at < $5 and (account, address) <> ($2, $3) limit ${DELETED_PER_INSERT} for update skip locked
    )
  )
  insert into ${s}.known_address as known (account, address, signed_in_at) values ($2, $3, $4)
  on conflict (account, address) do update set signed_in_at = excluded.signed_in_at`

/** People mistake fields: what they type in place of a name is not kept as it is, and may be of any length. */
const digestsOf = ({ account, address }: Attempt): Attempt => ({ account: digest(account), address: digest(address) })

const digest = (text: string): string => createHash("sha256").update(text).digest("base64url")
