import type { EntityManager } from "@mikro-orm/core"
import { Effect } from "effect"
import { type Session, SessionId, type Sessions } from "../../../application/ports/sessions.ts"
import { accountOf } from "./accounts.ts"
import { batcher } from "./batcher.ts"
import type { Database } from "./database.ts"
import { SessionRow } from "./entities.ts"

export const makeSessions = (em: EntityManager, database: Database): Sessions => {
  const find = batcher<string, Session | null>({
    run: (digests) => findSessions(database, digests),
    lanes: database.parallelism,
    maxSize: 128,
  })
  return {
    open: ({ account, tokenDigest, openedAt }) =>
      Effect.promise(async () => SessionId(await em.fork().insert(SessionRow, { account, tokenDigest, openedAt }))),
    find: (tokenDigest) => Effect.promise(() => find(tokenDigest)),
    end: (id) =>
      Effect.promise(async () => {
        await em.fork().nativeDelete(SessionRow, { id })
      }),
  }
}

const findSessions = async (
  database: Database,
  digests: ReadonlyArray<string>,
): Promise<ReadonlyArray<Session | null>> => {
  const rows = await database.rows(
    {
      name: "find sessions",
      text: `select s.token_digest, s.id, a.id, a.username, a.email, a.is_admin, a.is_active
        from ${database.schema}.session s join ${database.schema}.account a on a.id = s.account
        where s.token_digest = any ($1::text[])`,
    },
    [digests],
  )
  const sessions = new Map<unknown, Session>()
  for (const [digest, session, id, username, email, isAdmin, isActive] of rows as ReadonlyArray<SessionColumns>)
    sessions.set(digest, { id: SessionId(session), account: accountOf({ id, username, email, isAdmin, isActive }) })
  return digests.map((digest) => sessions.get(digest) ?? null)
}

type SessionColumns = readonly [string, number, number, string | null, string | null, boolean, boolean]
