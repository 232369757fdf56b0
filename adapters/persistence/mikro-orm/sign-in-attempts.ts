import { createHash } from "node:crypto"
import { Effect } from "effect"
import { type Attempt, AttemptId, type SignInAttempts } from "../../../application/ports/sign-in-attempts.ts"
import { attemptCutoff, DELETED_PER_INSERT, knownAddressCutoff } from "../sign-in-retention.ts"
import { batcher } from "./batcher.ts"
import type { Database, Row } from "./database.ts"
import { retryWithBackoff } from "./retry-with-backoff.ts"
import { dateOrNull } from "./time.ts"

type Begin = SignInAttempts["begin"]
type Asked = Parameters<Begin>
type Begun = Effect.Success<ReturnType<Begin>>

export const makeSignInAttempts = (database: Database): SignInAttempts => {
  // A flood of tries shares round trips, and leaves connections to orders.
  const shared = { lanes: database.parallelism, maxSize: 64 }
  const begin = batcher<Asked, Begun>({
    run: (asked) => retryWithBackoff(database, () => beginAll(database, asked)),
    ...shared,
  })
  const fail = batcher<AttemptId, void>({ run: (ids) => failAll(database, ids), ...shared })
  const withdraw = batcher<AttemptId, void>({ run: (ids) => withdrawAll(database, ids), ...shared })
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

const beginAll = async (database: Database, asked: ReadonlyArray<Asked>): Promise<ReadonlyArray<Begun>> => {
  const attempts = asked.map(([attempt]) => digestsOf(attempt))
  const [row] = await database.rows(
    { name: "begin sign-ins", text: `select * from ${database.schema}.begin_sign_ins($1,$2,$3,$4,$5,$6)` },
    [
      attempts.map(({ account }) => account),
      attempts.map(({ address }) => address),
      asked.map(([, since]) => since.toISOString()),
      asked.map(([, , at]) => at.toISOString()),
      new Date(Math.min(...asked.map(([, since, at]) => attemptCutoff(since, at).getTime()))).toISOString(),
      DELETED_PER_INSERT,
    ],
  )
  const [ids, accountCounts, accountLasts, addressCounts, addressLasts, underWay] = row as Row & BegunColumns
  return ids.map((id, i) => ({
    id: AttemptId(id),
    onAccount: { count: accountCounts[i] as number, last: dateOrNull(accountLasts[i] as number | null) },
    fromAddress: { count: addressCounts[i] as number, last: dateOrNull(addressLasts[i] as number | null) },
    underWay: underWay[i] as number,
  }))
}

/** Arrays as long as what was sent and in its order. */
type BegunColumns = readonly [
  ids: ReadonlyArray<number>,
  accountCounts: ReadonlyArray<number>,
  accountLasts: ReadonlyArray<number | null>,
  addressCounts: ReadonlyArray<number>,
  addressLasts: ReadonlyArray<number | null>,
  underWay: ReadonlyArray<number>,
]

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

/** Rows that somebody else takes away at this moment are left to them, so that nobody waits in a circle. */
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
  on conflict (account, address) do update set signed_in_at = greatest(known.signed_in_at, excluded.signed_in_at)`

/** People mistake fields: what they type in place of a name is not kept as it is, and may be of any length. */
const digestsOf = ({ account, address }: Attempt): Attempt => ({ account: digest(account), address: digest(address) })

const digest = (text: string): string => createHash("sha256").update(text).digest("base64url")
