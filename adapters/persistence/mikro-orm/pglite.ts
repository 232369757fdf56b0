import type { PGlite, Transaction } from "@electric-sql/pglite"
import type * as driver from "@mikro-orm/pglite"
import { importOptional } from "../optional-package.ts"
import type { Database, Queries, Statement } from "../postgres/database.ts"
import { quoted } from "../postgres/schema.ts"

/** PostgreSQL inside this process, kept in a folder; `memory://` keeps nothing. */
export const openPglite = async (dataDir: string, schema: string) => {
  const { MikroORM } = await importOptional<typeof driver>("@mikro-orm/pglite")
  const orm = await MikroORM.init({
    dbName: dataDir,
    schema,
    entities: [],
    discovery: { warnWhenNoEntities: false },
  })
  const pglite = (await orm.em.getConnection().getNativeClient()) as PGlite
  return { orm, database: pgliteDatabase(pglite, schema) }
}

const pgliteDatabase = (pglite: PGlite, schema: string): Database => ({
  schema: quoted(schema),
  // One connection: everything queues anyway.
  isJoined: false,
  parallelism: 1,
  lockWaitSeconds: 2,
  ...queriesOver(pglite),
  transaction: (work) => pglite.transaction((transaction) => work(queriesOver(transaction))),
})

const queriesOver = (target: PGlite | Transaction): Queries => ({
  rows: async <R extends object>({ text }: Statement, values: ReadonlyArray<unknown>) =>
    (await target.query<R>(text, [...values])).rows,
})
