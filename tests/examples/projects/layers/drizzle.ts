import { type SQL, sql } from "drizzle-orm"
import { drizzle } from "drizzle-orm/node-postgres"
import { pgTable, serial, text as textColumn } from "drizzle-orm/pg-core"
import type { Layer } from "./layer.ts"

const invoice = pgTable("invoice", { id: serial().primaryKey(), note: textColumn().notNull() })

/** Turns `$1`, `$2` and so on into parameters of Drizzle. */
const statement = (text: string, values: ReadonlyArray<unknown>): SQL =>
  sql.join(text.split(/\$(\d+)/).map((part, i) => (i % 2 === 0 ? sql.raw(part) : sql.param(values[Number(part) - 1]))))

export const open = async (url: string): Promise<Layer> => {
  const db = drizzle(url)
  return {
    run: (work) =>
      db.transaction((tx) =>
        work({
          transaction: (text, values) => tx.execute(statement(text, values)),
          note: (note) => tx.insert(invoice).values({ note }),
        }),
      ),
    close: () => db.$client.end(),
  }
}
