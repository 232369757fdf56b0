import { Effect } from "effect"
import { type Session, SessionId, type Sessions } from "../../../application/ports/sessions.ts"
import { SWEPT_AT_ONCE } from "../sign-in-retention.ts"
import { type AccountColumns, accountColumns, accountOf } from "./account-columns.ts"
import { batcher } from "./batcher.ts"
import type { Database } from "./database.ts"
import { idOrNone } from "./ids.ts"
import { dateOf, dateOrNull, milliseconds } from "./time.ts"

export const makeSessions = (database: Database): Sessions => {
  const s = database.schema
  const find = finder<string>(database, "find sessions", "s.token_digest = any ($1::text[])", ([digest]) => digest)
  const byId = finder<number>(database, "find sessions by id", "s.id = any ($1::integer[])", ([, id]) => id)
  return {
    open: ({ account, passwordChangedAt, tokenDigest, openedAt, expiresAt, rotates = false }) =>
      Effect.promise(async () => {
        const [row] = await database.rows({ name: "open session", text: open(s) }, [
          account,
          passwordChangedAt?.toISOString() ?? null,
          tokenDigest,
          openedAt.toISOString(),
          expiresAt?.toISOString() ?? null,
          rotates,
        ])
        return SessionId(Number(row?.[0]))
      }),

    find,
    // A token of another server of the same key may name any number.
    findById: (id, now) => byId(idOrNone(id), now),

    listOf: (account, now) =>
      Effect.promise(async () => {
        const rows = await database.rows(
          {
            name: "sessions of account",
            text: `select s.id, ${milliseconds("s.opened_at")}, ${milliseconds("s.expires_at")}
              from ${counting(s)} and s.account = $1 and (s.expires_at is null or s.expires_at > $2)
              order by s.opened_at desc, s.id desc`,
          },
          [idOrNone(account), now.toISOString()],
        )
        return (rows as ReadonlyArray<readonly [number, number, number | null]>).map(([id, opened, expires]) => ({
          id: SessionId(id),
          openedAt: dateOf(opened),
          expiresAt: dateOrNull(expires),
        }))
      }),

    end: (account, id) =>
      Effect.promise(async () => {
        const text = `delete from ${s}.session where id = $1 and account = $2 returning id`
        return (await database.rows({ name: "end session", text }, [idOrNone(id), idOrNone(account)])).length > 0
      }),
  }
}

/** Rows that somebody else is sweeping are left to them. */
const open = (s: string): string => `
  with swept as (
    delete from ${s}.session where id in (
      select id from ${s}.session where expires_at <= $4 order by expires_at limit ${SWEPT_AT_ONCE}
      for update skip locked
    )
  )
  insert into ${s}.session (account, password_changed_at, token_digest, opened_at, expires_at, rotates)
  values ($1, $2, $3, $4, $5, $6) returning id`

/** Sessions with their accounts, but for those opened with a password that was replaced before they were. */
const counting = (s: string): string =>
  `${s}.session s join ${s}.account a on a.id = s.account
    where s.password_changed_at is not distinct from a.password_changed_at`

/** Looks sessions up, many in one read; each is held against the time of who asked for it. */
const finder = <Key>(
  database: Database,
  name: string,
  condition: string,
  keyOf: (columns: SessionColumns) => Key,
): ((key: Key, now: Date) => Effect.Effect<Session | null>) => {
  const text = `select s.token_digest, s.id, ${milliseconds("s.expires_at")}, s.rotates, ${accountColumns}
    from ${counting(database.schema)} and ${condition}`
  const find = batcher<Key, SessionColumns | undefined>({
    run: async (keys) => {
      const rows = (await database.rows({ name, text }, [keys])) as ReadonlyArray<SessionColumns>
      const found = new Map(rows.map((columns) => [keyOf(columns), columns]))
      return keys.map((key) => found.get(key))
    },
    lanes: database.parallelism,
    maxSize: 128,
  })
  return (key, now) =>
    Effect.promise(async () => {
      const columns = await find(key)
      if (columns === undefined) return null
      const [, id, expires, rotates, ...account] = columns
      if (expires !== null && expires <= now.getTime()) return null
      return { id: SessionId(id), account: accountOf(account), rotates }
    })
}

type SessionColumns = readonly [
  tokenDigest: string,
  id: number,
  expiresAt: number | null,
  rotates: boolean,
  ...account: AccountColumns,
]
