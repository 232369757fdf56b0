import { randomBytes } from "node:crypto"
import type { AccountId } from "shopwright"
import { type Session, SessionId, type Sessions } from "shopwright/ports"
import { type AccountRow, accountOf } from "./accounts.ts"
import { type Database, time, timeOrNull } from "./database.ts"

/** A new session removes at most this many expired ones: more than one, so that they cannot accumulate. */
const DELETED_PER_INSERT = 100

/** Open sessions, in SQLite. An ended session is removed. */
export const sqliteSessions = (db: Database): Sessions => ({
  open: ({ account, passwordChangedAt, tokenDigest, openedAt, expiresAt, rotates = false, maxPerAccount }) =>
    db.write(() => {
      db.run(
        "delete from session where id in (select id from session where expires_at <= ? order by expires_at limit ?)",
        ...[openedAt, DELETED_PER_INSERT],
      )
      const sid = SessionId(randomBytes(16).toString("hex"))
      db.run(
        `insert into session (sid, account, password_changed_at, token_digest, rotates, opened_at, expires_at)
          values (?, ?, ?, ?, ?, ?, ?)`,
        ...[sid, account, passwordChangedAt, tokenDigest, rotates, openedAt, expiresAt],
      )
      if (maxPerAccount !== undefined) db.run(endOldest, account, openedAt, account, openedAt, maxPerAccount)
      return sid
    }),

  find: (tokenDigest, now) =>
    db.read(() => sessionOf(db.first(`${counting} and s.token_digest = ?`, now, tokenDigest))),

  findById: (session, now) => db.read(() => sessionOf(db.first(`${counting} and s.sid = ?`, now, session))),

  extend: (session, expiresAt) =>
    db.write(() => void db.run("update session set expires_at = ? where sid = ?", expiresAt, session)),

  listOf: (account, now) =>
    db.read(() =>
      db
        .all<SessionRow>(`${counting} and s.account = ? order by s.opened_at desc, s.id desc`, now, account)
        .map(({ session, opened_at, expires_at }) => ({
          id: session,
          openedAt: time(opened_at),
          expiresAt: timeOrNull(expires_at),
        })),
    ),

  end: (account, session) =>
    db.write(() => db.run("delete from session where sid = ? and account = ?", session, account).changes > 0),
})

/** Ends the oldest sessions of an account above its limit, and the expired ones. */
const endOldest = `
  delete from session where account = ? and (expires_at <= ? or id in (
    select id from session where account = ? and (expires_at is null or expires_at > ?)
    order by id desc limit -1 offset ?
  ))`

/** Ends every session of an account. */
export const endSessionsOf = (db: Database, account: AccountId): void => {
  db.run("delete from session where account = ?", account)
}

interface SessionRow extends AccountRow {
  readonly session: SessionId
  readonly rotates: number
  readonly opened_at: number
  readonly expires_at: number | null
}

/** Whether a session is still valid, and was not opened with an older password than the account has. */
const counting = `
  select a.*, s.sid as session, s.rotates, s.opened_at, s.expires_at
  from session s join account a on a.id = s.account and a.password_changed_at is s.password_changed_at
  where (s.expires_at is null or s.expires_at > ?)`

const sessionOf = (row: SessionRow | undefined): Session | null =>
  row === undefined
    ? null
    : { id: row.session, account: accountOf(row), expiresAt: timeOrNull(row.expires_at), rotates: row.rotates === 1 }
