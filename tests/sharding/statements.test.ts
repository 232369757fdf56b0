import { readdirSync, readFileSync } from "node:fs"
import { Pool } from "pg"
import { describe, expect, it } from "vitest"
import type { Persistence } from "../../adapters/persistence/persistence.ts"
import { persistence } from "../../adapters/persistence/postgres/persistence.ts"
import { postgresDatabase } from "../../adapters/persistence/postgres/pool-database.ts"
import { describePersistence } from "../../adapters/testing/contracts/persistence.ts"
import { migratedDatabase } from "../contracts/on-postgres.ts"
import { nameOf, recordingPool } from "../support/recording-pool.ts"
import { citusRules } from "./citus-rules.ts"
import { parse, tablesIn } from "./parsed.ts"

/** The statements that the contracts send, by their text. */
const recorded = new Map<string, string>()

const open = async (): Promise<Persistence> => {
  const database = await migratedDatabase()
  const pool = new Pool({ connectionString: database.url })
  pool.on("error", () => undefined)
  const recording = recordingPool(pool)
  const store = persistence(
    postgresDatabase(recording.pool, "shopwright", { statementTimeoutSeconds: 30 }),
    async () => undefined,
  )
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

const folder = new URL("../../adapters/persistence/postgres/", import.meta.url)

/** The names of statements in the source, with their files. */
const namesIn = (): ReadonlyArray<{ readonly name: string; readonly file: string }> =>
  readdirSync(folder)
    .filter((file) => file.endsWith(".ts"))
    .flatMap((file) =>
      [...readFileSync(new URL(file, folder), "utf8").matchAll(/name: "([a-z][^"]+)",\s+text/g)].map(
        ([, name = ""]) => ({
          name,
          file,
        }),
      ),
    )

/** Names a statement. One without a name is called after its tables. */
const labelOf = (name: string | undefined, label: string, text: string): string =>
  name === undefined ? `search of ${tablesIn(parse(text))[0]?.table ?? "nothing"}` : label

describePersistence("PostgreSQL, recorded", open, { timeout: 120_000 })

describe("the statements of the store", () => {
  it("were recorded, all that have a name", () => {
    const named = namesIn().map(({ name }) => name)
    const names = new Set(recorded.values())
    expect(named.filter((name) => !names.has(name)).toSorted()).toEqual(NOT_IN_CONTRACTS)
  })

  it("have names of their own in each file", () => {
    const shared = namesIn().filter(({ name, file }, _, all) =>
      all.some((other) => other.name === name && other.file !== file),
    )
    expect(shared).toEqual([])
  })

  it("break only those rules of Citus that docs/sharding.md lists", () => {
    const faults = new Map<string, Set<string>>()
    for (const [text, label] of recorded)
      for (const { message, breaks } of citusRules)
        if (breaks(parse(text))) faults.set(label, (faults.get(label) ?? new Set()).add(message))
    const found = [...faults].map(([label, messages]) => `| ${label} | ${[...messages].join("; ")} |`)
    const page = readFileSync(new URL("../../docs/sharding.md", import.meta.url), "utf8")
    const [, list = ""] = page.split("| Statement | What Citus reports |\n|---|---|\n")
    expect(found.toSorted()).toEqual(list.slice(0, list.indexOf("\n\n")).trim().split("\n").toSorted())
  })
})

/** Statements of searches for frequent words, of repairs, of the import of accounts, of long streams of events, of metrics and of the check of the encoding. */
const NOT_IN_CONTRACTS: ReadonlyArray<string> = [
  "announce repair",
  "backlog",
  "continue account ids",
  "has accounts",
  "is a word frequent",
  "lock suspects",
  "preceding events",
  "reconcile stock",
  "server encoding",
]
