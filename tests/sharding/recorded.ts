import { readdirSync, readFileSync } from "node:fs"
import { Pool } from "pg"
import type { Persistence } from "../../adapters/persistence/persistence.ts"
import { persistence } from "../../adapters/persistence/postgres/persistence.ts"
import { postgresDatabase } from "../../adapters/persistence/postgres/pool-database.ts"
import { migratedDatabase } from "../contracts/on-postgres.ts"
import { nameOf, recordingPool } from "../support/recording-pool.ts"
import { citusRules } from "./citus-rules.ts"
import { parse, tablesIn } from "./parsed.ts"

/** Statements that stores send, by their text, with their labels. */
export type Recorded = Map<string, string>

/** Opens a store on a database of its own, and records its statements. `isDistributed` selects the forms for Citus. */
export const openRecorded = async (recorded: Recorded, isDistributed: boolean): Promise<Persistence> => {
  const database = await migratedDatabase()
  const pool = new Pool({ connectionString: database.url })
  pool.on("error", () => undefined)
  const recording = recordingPool(pool)
  const opened = postgresDatabase(recording.pool, "shopwright", { statementTimeoutSeconds: 30 })
  const store = persistence({ ...opened, isDistributed }, async () => undefined)
  return {
    ...store,
    close: async () => {
      for (const statement of recording.taken())
        if (typeof statement !== "string")
          recorded.set(statement.text, labelOf(statement.name, nameOf(statement), statement.text))
      await pool.end()
      await database.drop()
    },
  }
}

/** Names a statement. One without a name is called after its tables. */
const labelOf = (name: string | undefined, label: string, text: string): string =>
  name === undefined ? `search of ${tablesIn(parse(text))[0]?.table ?? "nothing"}` : label

/** Returns the messages of the rules of Citus that statements break, by their labels. */
export const brokenRules = (recorded: Recorded): ReadonlyMap<string, ReadonlySet<string>> => {
  const faults = new Map<string, Set<string>>()
  for (const [text, label] of recorded)
    for (const { message, breaks } of citusRules)
      if (breaks(parse(text))) faults.set(label, (faults.get(label) ?? new Set()).add(message))
  return faults
}

/** The names of statements in the source of one folder of the adapter, with their files. */
export const namesIn = (folder: string): ReadonlyArray<{ readonly name: string; readonly file: string }> => {
  const url = new URL(`../../adapters/persistence/postgres/${folder}/`, import.meta.url)
  return readdirSync(url)
    .filter((file) => file.endsWith(".ts"))
    .flatMap((file) =>
      [...readFileSync(new URL(file, url), "utf8").matchAll(/name: "([a-z][^"]+)",\s+text/g)].map(([, name = ""]) => ({
        name,
        file,
      })),
    )
}
