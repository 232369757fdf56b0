import postgres from "postgres"
import type { Layer } from "./layer.ts"

/** The type `text` of PostgreSQL. Without it, postgres.js would encode texts for JSON columns a second time. */
const TEXT = 25

export const open = async (url: string): Promise<Layer> => {
  const sql = postgres(url)
  return {
    run: async (work) => {
      await sql.begin((tx) =>
        work({
          // A statement that fails makes sql.begin fail, unless it ran behind a savepoint.
          transaction: (text, values) =>
            tx.savepoint((behind) => {
              const typed = values.map((value) =>
                typeof value === "string" && /^[[{]/.test(value) ? behind.typed(value, TEXT) : value,
              )
              return behind.unsafe(text, typed as Array<never>)
            }),
          note: (note) => tx`insert into invoice (note) values (${note})`,
        }),
      )
    },
    close: () => sql.end(),
  }
}
