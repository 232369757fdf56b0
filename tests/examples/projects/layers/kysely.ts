import { CompiledQuery, type Generated, Kysely, PostgresDialect } from "kysely"
import { Pool } from "pg"
import type { Layer } from "./layer.ts"

interface Tables {
  readonly invoice: { readonly id: Generated<number>; readonly note: string }
}

export const open = async (url: string): Promise<Layer> => {
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: new Pool({ connectionString: url }) }) })
  return {
    run: (work) =>
      db.transaction().execute((trx) =>
        work({
          transaction: (text, values) => trx.executeQuery(CompiledQuery.raw(text, [...values])),
          note: (note) => trx.insertInto("invoice").values({ note }).execute(),
        }),
      ),
    close: () => db.destroy(),
  }
}
