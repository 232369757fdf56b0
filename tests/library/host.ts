import { MikroORM } from "@mikro-orm/postgresql"
import { Pool } from "pg"
import { freshDatabase } from "../support/postgres.ts"

export type Host = Awaited<ReturnType<typeof openHost>>

/** A program with a database of its own, in which it records its sales. */
export const openHost = async () => {
  const database = await freshDatabase()
  const pool = new Pool({ connectionString: database.url, max: 4, connectionTimeoutMillis: 20_000 })
  await pool.query("create table invoice (id serial primary key, note text not null)")
  const orm = await MikroORM.init({ clientUrl: database.url, entities: [], discovery: { warnWhenNoEntities: false } })
  return {
    pool,
    url: database.url,
    orm,
    invoices: async () => (await pool.query<{ note: string }>("select note from invoice order by id")).rows.length,
    close: async () => {
      await orm.close()
      await pool.end()
      await database.drop()
    },
  }
}
