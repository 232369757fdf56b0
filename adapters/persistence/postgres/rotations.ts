import { Effect } from "effect"
import {
  type RefreshMark,
  type RefreshRotations,
  type RotationRequest,
  refreshDigest,
} from "../../../application/ports/refresh-rotations.ts"
import { isSessionId } from "../../../application/ports/sessions.ts"
import { latestRecordedTime } from "../../../domain/recorded-time.ts"
import type { Database, Queries } from "./database.ts"
import { dateOf, milliseconds } from "./time.ts"

/** Stores which refresh tokens were used lately and what replaced them. */
export const makeRotations = (database: Database): RefreshRotations => ({
  rotate: (request) =>
    // PostgreSQL rejects some texts that a host may pass, such as those that contain a NUL.
    isSessionId(request.session)
      ? Effect.promise(() => database.transaction((queries) => rotate(queries, database.schema, request)))
      : Effect.succeed("ended" as const),
})

type End = Effect.Success<ReturnType<RefreshRotations["rotate"]>>

/**
 * The session's row is locked first. Of many calls with one token, the first makes the successor; the others wait, and
 * then read what it wrote.
 */
const rotate = async ({ rows }: Queries, s: string, request: RotationRequest): Promise<End> => {
  const { session, used, successor, at, graceSeconds } = request
  const find = `select id, account, token_digest from ${s}.session
    where sid = $1 and rotates and (expires_at is null or expires_at > $2) for update`
  const [found] = await rows({ name: "lock session", text: find }, [session, at.toISOString()])
  if (found === undefined) return "ended"
  const { id, account, token_digest: current } = found
  const since = new Date(at.getTime() - graceSeconds * 1000).toISOString()
  if (current === refreshDigest(used)) {
    const text = `with renewed as (
        update ${s}.session set token_digest = $2, expires_at = $3 where id = $1 and account = $9
      ), outdated as (
        delete from ${s}.refresh_rotation where session = $1 and account = $9 and used_at < $4
      )
      insert into ${s}.refresh_rotation (session, used, successor, issued_at, expires_at, used_at, account)
      values ($1, $5, $6, $7, $3, $8, $9)`
    const { issuedAt, expiresAt } = successor
    await rows({ name: "rotate refresh token", text }, [
      ...[id, refreshDigest(successor.id), expiresAt.toISOString(), since, used, successor.id],
      ...[issuedAt.toISOString(), at.toISOString(), account],
    ])
    return markOf(successor.id, issuedAt, expiresAt)
  }
  // A use in the future would extend the grace period until its time comes.
  const correct = `update ${s}.refresh_rotation set used_at = $2 where session = $1 and used_at > $3`
  const latest = latestRecordedTime(at).toISOString()
  await rows({ name: "correct uses in the future", text: correct }, [id, at.toISOString(), latest])
  const recall = `select successor, ${milliseconds("issued_at")} as issued, ${milliseconds("expires_at")} as expires
    from ${s}.refresh_rotation where session = $1 and used = $2 and used_at >= $3 and account = $4`
  const [known] = await rows<{ successor: string; issued: number; expires: number }>(
    { name: "recall rotation", text: recall },
    [id, used, since, account],
  )
  if (known !== undefined) return markOf(known.successor, dateOf(known.issued), dateOf(known.expires))
  await rows({ name: "end replayed session", text: `delete from ${s}.session where id = $1 and account = $2` }, [
    id,
    account,
  ])
  return "replayed"
}

const markOf = (id: string, issuedAt: Date, expiresAt: Date): RefreshMark => ({
  id,
  issuedAt: new Date(issuedAt),
  expiresAt: new Date(expiresAt),
})
