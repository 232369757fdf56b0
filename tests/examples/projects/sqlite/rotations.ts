import { latestRecordedTime, type RefreshMark, type RefreshRotations, refreshDigest } from "shopwright/ports"
import { type Database, time } from "./database.ts"

/** Families of refresh tokens, in SQLite. */
export const sqliteRotations = (db: Database): RefreshRotations => ({
  rotate: ({ session: sid, used, successor, at, graceSeconds }) =>
    db.write(() => {
      const current = db.first<{ readonly id: number; readonly token_digest: string }>(
        "select id, token_digest from session where sid = ? and rotates = 1 and (expires_at is null or expires_at > ?)",
        ...[sid, at],
      )
      if (current === undefined) return "ended"
      const { id: session } = current
      db.run(
        "update rotation set used_at = ? where session = ? and used_at > ?",
        ...[at, session, latestRecordedTime(at)],
      )
      db.run("delete from rotation where session = ? and used_at < ?", session, at.getTime() - graceSeconds * 1000)
      if (current.token_digest !== refreshDigest(used)) {
        const lately = db.first<RotationRow>("select * from rotation where session = ? and used = ?", session, used)
        if (lately !== undefined) return markOf(lately)
        db.run("delete from session where id = ?", session)
        return "replayed"
      }
      const { id, issuedAt, expiresAt } = successor
      db.run(
        "update session set token_digest = ?, expires_at = ? where id = ?",
        ...[refreshDigest(id), expiresAt, session],
      )
      db.run(
        "insert into rotation (session, used, used_at, successor, issued_at, expires_at) values (?, ?, ?, ?, ?, ?)",
        ...[session, used, at, id, issuedAt, expiresAt],
      )
      return successor
    }),
})

interface RotationRow {
  readonly successor: string
  readonly issued_at: number
  readonly expires_at: number
}

const markOf = ({ successor, issued_at, expires_at }: RotationRow): RefreshMark => ({
  id: successor,
  issuedAt: time(issued_at),
  expiresAt: time(expires_at),
})
