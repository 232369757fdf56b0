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
 * Renews the session if the token is its current one. Of many calls with one token, the first does; the others wait for
 * the row of the session, and then read what the first one wrote. The row is locked by its change and not by
 * `for update`, because the account is unknown before: a cluster changes rows of several shards in one statement, but
 * locks only those of one.
 */
const rotate = async ({ rows }: Queries, s: string, request: RotationRequest): Promise<End> => {
  const { session, used, successor, at, graceSeconds } = request
  const since = new Date(at.getTime() - graceSeconds * 1000).toISOString()
  const current = "sid = $1 and rotates and (expires_at is null or expires_at > $2)"
  const { issuedAt, expiresAt } = successor
  const renew = `update ${s}.session set token_digest = $4, expires_at = $5
    where ${current} and token_digest = $3 returning id, account`
  const [renewed] = await rows<RotatingRow>({ name: "renew session", text: renew }, [
    ...[session, at.toISOString(), refreshDigest(used)],
    ...[refreshDigest(successor.id), expiresAt.toISOString()],
  ])
  if (renewed !== undefined) {
    const text = `with outdated as (
        delete from ${s}.refresh_rotation where session = $1 and account = $8 and used_at < $2
      )
      insert into ${s}.refresh_rotation (session, used, successor, issued_at, expires_at, used_at, account)
      values ($1, $3, $4, $5, $6, $7, $8)`
    await rows({ name: "rotate refresh token", text }, [
      ...[renewed.id, since, used, successor.id],
      ...[issuedAt.toISOString(), expiresAt.toISOString(), at.toISOString(), renewed.account],
    ])
    return markOf(successor.id, issuedAt, expiresAt)
  }
  const find = `select id, account from ${s}.session where ${current}`
  const [found] = await rows<RotatingRow>({ name: "rotating session", text: find }, [session, at.toISOString()])
  if (found === undefined) return "ended"
  const { id, account } = found
  // A use in the future would extend the grace period until its time comes.
  const correct = `update ${s}.refresh_rotation set used_at = $2 where session = $1 and used_at > $3 and account = $4`
  const latest = latestRecordedTime(at).toISOString()
  await rows({ name: "correct uses in the future", text: correct }, [id, at.toISOString(), latest, account])
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

interface RotatingRow {
  readonly id: number
  readonly account: number
}

const markOf = (id: string, issuedAt: Date, expiresAt: Date): RefreshMark => ({
  id,
  issuedAt: new Date(issuedAt),
  expiresAt: new Date(expiresAt),
})
