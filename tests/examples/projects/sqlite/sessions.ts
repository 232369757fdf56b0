import type { AccountId } from "shopwright"
import { type Session, SessionId, type Sessions } from "shopwright/ports"
import { type AccountRow, accountOf } from "./accounts.ts"
import { type Database, time, timeOrNull } from "./database.ts"

/** How many expired sessions a new one clears away: more than come in, so that they never pile up. */
const SWEPT_AT_ONCE = 100

/** The open sign-ins, in SQLite: an ended one is removed. */
export const sqliteSessions = (db: Database): Sessions => ({
  open: ({ account, passwordChangedAt, tokenDigest, openedAt, expiresAt, rotates = false }) =>
    db.write(() => {
      db.run(
        "delete from session where id in (select id from session where expires_at <= ? order by expires_at limit ?)",
        ...[openedAt, SWEPT_AT_ONCE],
      )
      const { id } = db.run(
        `insert into session (account, password_changed_at, token_digest, rotates, opened_at, expires_at)
          values (?, ?, ?, ?, ?, ?)`,
        ...[account, passwordChangedAt, tokenDigest, rotates, openedAt, expiresAt],
      )
      return SessionId(id)
    }),

  find: (tokenDigest, now) =>
    db.read(() => sessionOf(db.first(`${counting} and s.token_digest = ?`, now, tokenDigest))),

  findById: (session, now) => db.read(() => sessionOf(db.first(`${counting} and s.id = ?`, now, session))),

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
    db.write(() => db.run("delete from session where id = ? and account = ?", session, account).changes > 0),
})

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

/** Sessions that last still and were not opened with a password that was replaced before they opened. */
const counting = `
  select a.*, s.id as session, s.rotates, s.opened_at, s.expires_at
  from session s join account a on a.id = s.account and a.password_changed_at is s.password_changed_at
  where (s.expires_at is null or s.expires_at > ?)`

const sessionOf = (row: SessionRow | undefined): Session | null =>
  row === undefined ? null : { id: row.session, account: accountOf(row), rotates: row.rotates === 1 }
