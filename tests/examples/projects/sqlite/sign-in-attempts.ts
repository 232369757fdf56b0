import { createHash } from "node:crypto"
import { type Attempt, AttemptId, latestRecordedTime, type RecentFailures, type SignInAttempts } from "shopwright/ports"
import { type Database, timeOrNull } from "./database.ts"

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
const QUARTER = 90 * DAY
const DELETED_PER_INSERT = 100

/** Recent failed sign-ins, in SQLite. */
export const sqliteSignInAttempts = (db: Database): SignInAttempts => ({
  begin: (attempt, since, at) =>
    db.write(() => {
      const [account, address] = keysOf(attempt)
      // Another process of the shop may use a longer window, so a day is kept.
      const useless = Math.min(since.getTime(), at.getTime() - DAY)
      const sweep = "delete from attempt where id in (select id from attempt where at < ? order by at limit ?)"
      db.run(sweep, useless, DELETED_PER_INSERT)

      db.run(
        "update attempt set at = ? where at > ? and (account = ? or address = ?)",
        ...[at, latestRecordedTime(at), account, address],
      )

      const known = "select address from known_address where account = ?"
      const isKnown = db.first(`${known} and address = ?`, account, address) !== undefined
      const alike = isKnown ? "address = ?" : `address not in (${known})`
      const onAccount = db.all<AttemptRow>(
        `select at, failed from attempt where account = ? and at >= ? and ${alike}`,
        ...[account, since, isKnown ? address : account],
      )
      const fromAddress = db.all<AttemptRow>(
        "select at, failed from attempt where address = ? and at >= ?",
        ...[address, since],
      )
      const insert = "insert into attempt (account, address, at, failed) values (?, ?, ?, 0)"
      return {
        id: AttemptId(db.run(insert, account, address, at).id),
        onAccount: failures(onAccount, at),
        fromAddress: failures(fromAddress, at),
        underWay: onAccount.filter((tried) => tried.failed === 0 && tried.at > at.getTime() - MINUTE).length,
      }
    }),

  fail: (attempt) => db.write(() => void db.run("update attempt set failed = 1 where id = ?", attempt)),

  withdraw: (attempt) => db.write(() => void db.run("delete from attempt where id = ?", attempt)),

  succeed: (id, attempt, at) =>
    db.write(() => {
      const [account, address] = keysOf(attempt)
      db.run("delete from attempt where id = ? or (account = ? and address = ?)", id, account, address)
      db.run("delete from known_address where last < ?", at.getTime() - QUARTER)
      db.run("insert or replace into known_address (account, address, last) values (?, ?, ?)", account, address, at)
    }),
})

interface AttemptRow {
  readonly at: number
  readonly failed: number
}

/** Logins may have any length and content, so digests are stored. */
const keysOf = ({ account, address }: Attempt): readonly [account: string, address: string] => [
  createHash("sha256").update(JSON.stringify(account)).digest("base64"),
  address,
]

const failures = (attempts: ReadonlyArray<AttemptRow>, now: Date): RecentFailures => {
  const times = attempts.filter(({ failed }) => failed === 1).map(({ at }) => Math.min(at, now.getTime()))
  return { count: times.length, last: timeOrNull(times.length === 0 ? null : Math.max(...times)) }
}
