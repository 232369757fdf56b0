import type { Effect } from "effect"
import { type Attempt, AttemptId, type SignInAttempts } from "../../../application/ports/sign-in-attempts.ts"
import { countedTime, latestRecordedTime } from "../../../domain/recorded-time.ts"
import { attemptCutoff, DELETED_PER_INSERT } from "../sign-in-retention.ts"
import type { Database, Queries } from "./database.ts"
import { dateOf, milliseconds } from "./time.ts"

/** A sign-in attempt, with its time and the beginning of the window in which failures count. */
export interface TimedAttempt extends Attempt {
  readonly since: Date
  readonly at: Date
}

export type BegunAttempt = Effect.Success<ReturnType<SignInAttempts["begin"]>>

const MINUTE = 60_000

/**
 * Records attempts and returns, for each, the attempts that count against it. Attempts at one account follow each other,
 * whichever process they come from, so that of many concurrent ones no more are admitted than are allowed at once.
 */
export const beginSignIns = (
  database: Database,
  attempts: ReadonlyArray<TimedAttempt>,
): Promise<ReadonlyArray<BegunAttempt>> =>
  database.transaction(async (queries) => {
    const s = database.schema
    await takeTurns(queries, s, attempts)
    // A statement of its own: it sees what others wrote before their turn ended.
    const rows = await record(queries, s, attempts)
    await correctTimes(queries, s, attempts, rows)
    return attempts.map((attempt, i) => begun(rows[i] as Counts, attempts.slice(0, i), attempt, rows))
  })

/**
 * Sets the time of earlier attempts from the future to that of these attempts. They count already, and would do so until
 * their time comes. Skips rows that another process writes at the moment.
 */
const correctTimes = async (
  { rows }: Queries,
  s: string,
  attempts: ReadonlyArray<TimedAttempt>,
  counted: ReadonlyArray<Counts>,
): Promise<void> => {
  const now = new Date(Math.max(...attempts.map(({ at }) => at.getTime())))
  const latest = latestRecordedTime(now)
  const newest = counted.flatMap(({ account_newest, address_latest }) => [account_newest ?? 0, address_latest ?? 0])
  if (newest.every((time) => time <= latest.getTime())) return
  const text = `update ${s}.sign_in_attempt set at = $3 where id in (
      select id from ${s}.sign_in_attempt where (account = any ($1::text[]) or address = any ($2::text[])) and at > $4
      order by id for update skip locked
    )`
  await rows({ name: "correct attempts in the future", text }, [
    attempts.map(({ account }) => account),
    attempts.map(({ address }) => address),
    ...[now.toISOString(), latest.toISOString()],
  ])
}

/** Locks one row per account, in ascending order, so that batches do not wait for each other in a circle. */
const takeTurns = async ({ rows }: Queries, s: string, attempts: ReadonlyArray<TimedAttempt>): Promise<void> => {
  const accounts = [...new Set(attempts.map(({ account }) => account))].sort()
  const latest = new Date(Math.max(...attempts.map(({ at }) => at.getTime())))
  const before = new Date(Math.min(...attempts.map(({ since, at }) => attemptCutoff(since, at).getTime())))
  const text = `with outdated as (
      delete from ${s}.sign_in_turn where account in (
        select account from ${s}.sign_in_turn
        where at < $3 and account <> all ($1::text[]) order by at limit ${DELETED_PER_INSERT} for update skip locked
      )
    )
    insert into ${s}.sign_in_turn as existing (account, at)
    select a, $2 from pg_catalog.unnest($1::text[]) as a order by a collate "C"
    on conflict (account) do update set at = greatest(existing.at, excluded.at)`
  await rows({ name: "take turns", text }, [accounts, latest.toISOString(), before.toISOString()])
}

/** Counts the attempts of others and records these, one row each, in the order given. */
const record = (
  { rows }: Queries,
  s: string,
  attempts: ReadonlyArray<TimedAttempt>,
): Promise<ReadonlyArray<Counts>> => {
  const cutoff = Math.min(...attempts.map(({ since, at }) => attemptCutoff(since, at).getTime()))
  const text = `with outdated as (
      delete from ${s}.sign_in_attempt where id in (
        select t.id from ${s}.sign_in_attempt t where t.at < $5 order by t.at limit ${DELETED_PER_INSERT}
        for update skip locked
      )
    ), asked as (
      select a.*, exists (
        select from ${s}.known_address k where k.account = a.account and k.address = a.address
      ) as is_known, $6::bigint[] as ids
      from unnest($1::text[], $2::text[], $3::timestamptz[], $4::timestamptz[]) with ordinality
        as a (account, address, since, at, n)
    ), recorded as (
      insert into ${s}.sign_in_attempt (id, account, address, at) select a.ids[a.n], a.account, a.address, a.at from asked a
    )
    select a.ids[a.n] as id, a.is_known, own.failures as account_failures,
      ${milliseconds("own.latest")} as account_latest, own.pending,
      ${milliseconds("own.newest")} as account_newest, sent.failures as address_failures, ${milliseconds("sent.latest")} as address_latest
    from asked a
    cross join lateral (
      select pg_catalog.count(*) filter (where t.failed) as failures, pg_catalog.max(t.at) filter (where t.failed) as latest,
        pg_catalog.count(*) filter (where not t.failed and t.at > a.at - interval '1 minute') as pending,
        pg_catalog.max(t.at) as newest
      from ${s}.sign_in_attempt t
      where t.account = a.account and t.at >= a.since and case when a.is_known then t.address = a.address
        else not exists (select from ${s}.known_address k where k.account = t.account and k.address = t.address) end
    ) own
    cross join lateral (
      select pg_catalog.count(*) as failures, pg_catalog.max(t.at) as latest
      from ${s}.sign_in_attempt t where t.address = a.address and t.at >= a.since and t.failed
    ) sent
    order by a.n`
  const sequence = `${s}.sign_in_attempt_id_seq`.replaceAll("'", "''")
  const take = `select pg_catalog.nextval('${sequence}') as id from pg_catalog.generate_series(1, $1::integer)`
  return rows({ name: "take attempt ids", text: take }, [attempts.length]).then((ids) =>
    rows<Counts>({ name: "begin sign-ins", text }, [
      attempts.map(({ account }) => account),
      attempts.map(({ address }) => address),
      attempts.map(({ since }) => since.toISOString()),
      attempts.map(({ at }) => at.toISOString()),
      new Date(cutoff).toISOString(),
      ids.map(({ id }) => Number(id)),
    ]),
  )
}

interface Counts {
  readonly id: number
  readonly is_known: boolean
  readonly account_failures: number
  readonly account_latest: number | null
  readonly pending: number
  readonly account_newest: number | null
  readonly address_failures: number
  readonly address_latest: number | null
}

const lastFailure = (latest: number | null, now: Date): Date | null =>
  latest === null ? null : countedTime(dateOf(latest), now)

/** Adds the earlier attempts of the same batch, which the statement has not seen. All of them are under way. */
const begun = (
  counts: Counts,
  earlier: ReadonlyArray<TimedAttempt>,
  { account, address, since, at }: TimedAttempt,
  rows: ReadonlyArray<Counts>,
): BegunAttempt => {
  const alike = earlier.filter(
    (other, i) =>
      other.account === account &&
      other.at >= since &&
      other.at.getTime() > at.getTime() - MINUTE &&
      (counts.is_known ? other.address === address : rows[i]?.is_known !== true),
  )
  return {
    id: AttemptId(Number(counts.id)),
    onAccount: { count: Number(counts.account_failures), last: lastFailure(counts.account_latest, at) },
    fromAddress: { count: Number(counts.address_failures), last: lastFailure(counts.address_latest, at) },
    underWay: Number(counts.pending) + alike.length,
  }
}
