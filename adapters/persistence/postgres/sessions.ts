import { Effect } from "effect"
import { isSessionId, type Session, SessionId, type Sessions } from "../../../application/ports/sessions.ts"
import { newSessionId } from "../session-id.ts"
import { DELETED_PER_INSERT } from "../sign-in-retention.ts"
import { type AccountRow, accountColumns, accountOf } from "./account-columns.ts"
import { batcher } from "./batcher.ts"
import type { Database } from "./database.ts"
import { sweepLock } from "./distributed/sweep-lock.ts"
import { idOrNone } from "./ids.ts"
import { dateOf, dateOrNull, milliseconds } from "./time.ts"

export const makeSessions = (database: Database): Sessions => {
  const s = database.schema
  const find = finder<string>(
    database,
    "find sessions",
    "s.token_digest = any ($1::text[])",
    ({ token_digest }) => token_digest,
  )
  const byId = finder<string>(database, "find sessions by id", "s.sid = any ($1::text[])", ({ sid }) => sid)
  return {
    open: ({ account, passwordChangedAt, tokenDigest, openedAt, expiresAt, rotates = false, maxPerAccount }) =>
      Effect.promise(async () => {
        const id = newSessionId()
        await database.rows({ name: "open session", text: open(database) }, [
          account,
          passwordChangedAt?.toISOString() ?? null,
          tokenDigest,
          openedAt.toISOString(),
          expiresAt?.toISOString() ?? null,
          rotates,
          id,
        ])
        // A statement of its own: it must see the sessions that others opened at the same time. Each of them does the
        // same after its own, so the last one leaves no more than the limit.
        if (maxPerAccount !== undefined)
          await database.rows({ name: "end oldest sessions", text: endOldest(s) }, [
            account,
            openedAt.toISOString(),
            maxPerAccount,
          ])
        return id
      }),

    find,
    // PostgreSQL rejects some texts that a host may pass, such as those that contain a NUL.
    findById: (id, now) => (isSessionId(id) ? byId(id, now) : Effect.succeed(null)),

    extend: (id, expiresAt) =>
      Effect.promise(async () => {
        if (!isSessionId(id)) return
        const text = `update ${s}.session set expires_at = $2 where sid = $1`
        await database.rows({ name: "extend session", text }, [id, expiresAt.toISOString()])
      }),

    listOf: (account, now) =>
      Effect.promise(async () => {
        const rows = await database.rows<{ sid: string; opened: number; expires: number | null }>(
          {
            name: "sessions of account",
            text: `select s.sid, ${milliseconds("s.opened_at")} as opened, ${milliseconds("s.expires_at")} as expires
              from ${counting(s)} and s.account = $1 and (s.expires_at is null or s.expires_at > $2)
              order by s.opened_at desc, s.id desc`,
          },
          [idOrNone(account), now.toISOString()],
        )
        return rows.map(({ sid, opened, expires }) => ({
          id: SessionId(sid),
          openedAt: dateOf(opened),
          expiresAt: dateOrNull(expires),
        }))
      }),

    end: (account, id) =>
      Effect.promise(async () => {
        if (!isSessionId(id)) return false
        const text = `delete from ${s}.session where sid = $1 and account = $2 returning sid`
        return (await database.rows({ name: "end session", text }, [id, idOrNone(account)])).length > 0
      }),
  }
}

/** Opens a session and deletes some expired ones. Skips rows that another process is deleting. */
const open = ({ schema: s, isDistributed }: Database): string => `
  with swept as (
    delete from ${s}.session where id in (
      select id from ${s}.session where expires_at <= $4 order by expires_at limit ${DELETED_PER_INSERT}
      ${sweepLock({ isDistributed })}
    )
  )
  insert into ${s}.session (account, password_changed_at, token_digest, opened_at, expires_at, rotates, sid)
  values ($1, $2, $3, $4, $5, $6, $7)`

/**
 * Ends an account's sessions above its limit, the oldest first, and those that have expired. The newest ones are the
 * same for every process, so concurrent calls never end more than that.
 */
const endOldest = (s: string): string => `
  delete from ${s}.session where account = $1 and (expires_at <= $2 or id in (
    select id from ${s}.session where account = $1 and (expires_at is null or expires_at > $2)
    order by id desc offset $3
  ))`

/** Sessions with their accounts, without those that were opened with a password that had been replaced. */
const counting = (s: string): string =>
  `${s}.session s join ${s}.account a on a.id = s.account
    where s.password_changed_at is not distinct from a.password_changed_at`

/** Finds sessions, many in one read. Each is compared with the time of its own call. */
const finder = <Key>(
  database: Database,
  name: string,
  condition: string,
  keyOf: (row: SessionRow) => Key,
): ((key: Key, now: Date) => Effect.Effect<Session | null>) => {
  const text = `select s.token_digest, s.sid, ${milliseconds("s.expires_at")} as expires, s.rotates, ${accountColumns}
    from ${counting(database.schema)} and ${condition}`
  const find = batcher<Key, SessionRow | undefined>({
    run: async (keys) => {
      const rows = await database.rows<SessionRow>({ name, text }, [keys])
      const found = new Map(rows.map((row) => [keyOf(row), row]))
      return keys.map((key) => found.get(key))
    },
    lanes: database.parallelism,
    maxSize: 128,
    name,
    observer: database.observer,
    maxWaitSeconds: database.queueTimeoutSeconds,
  })
  return (key, now) =>
    Effect.promise(async () => {
      const row = await find(key)
      if (row === undefined) return null
      const { sid, expires, rotates } = row
      if (expires !== null && expires <= now.getTime()) return null
      return { id: SessionId(sid), account: accountOf(row), expiresAt: dateOrNull(expires), rotates }
    })
}

interface SessionRow extends AccountRow {
  readonly token_digest: string
  readonly sid: string
  readonly expires: number | null
  readonly rotates: boolean
}
