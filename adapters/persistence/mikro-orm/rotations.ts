import { Effect } from "effect"
import { type RefreshMark, type RefreshRotations, refreshDigest } from "../../../application/ports/refresh-rotations.ts"
import { isSessionId } from "../../../application/ports/sessions.ts"
import type { Database } from "./database.ts"
import { dateOf } from "./time.ts"

/** The chains of refresh tokens. A rotation is one statement, which calls the function of the migration "rotation". */
export const makeRotations = (database: Database): RefreshRotations => {
  const rotate = {
    name: "rotate refresh token",
    text: `select outcome, id, issued_at, expires_at from ${database.schema}.rotate_refresh(
      (select s.id from ${database.schema}.session s where s.sid = $1), $2, $3, $4, $5, $6, $7, $8, $9)`,
  }
  return {
    rotate: ({ session, used, successor, at, graceSeconds }) =>
      Effect.promise(async () => {
        // PostgreSQL rejects some texts that a host may pass, such as those that contain a NUL.
        if (!isSessionId(session)) return "ended"
        const [row] = await database.rows(rotate, [
          session,
          used,
          refreshDigest(used),
          successor.id,
          refreshDigest(successor.id),
          successor.issuedAt.toISOString(),
          successor.expiresAt.toISOString(),
          at.toISOString(),
          new Date(at.getTime() - graceSeconds * 1000).toISOString(),
        ])
        const [outcome, id, issuedAt, expiresAt] = row as Columns
        return outcome === "rotated" ? markOf(id, issuedAt, expiresAt) : outcome
      }),
  }
}

type Columns = readonly [outcome: "rotated" | "replayed" | "ended", id: string, issuedAt: number, expiresAt: number]

const markOf = (id: string, issuedAt: number, expiresAt: number): RefreshMark => ({
  id,
  issuedAt: dateOf(issuedAt),
  expiresAt: dateOf(expiresAt),
})
