import { readFileSync } from "node:fs"
import { describe, expect, it } from "vitest"
import { describePersistence } from "../../adapters/testing/contracts/persistence.ts"
import { brokenRules, namesIn, openRecorded, type Recorded } from "./recorded.ts"

/** The statements that the contracts send, by their text. */
const recorded: Recorded = new Map()

const statements = namesIn(".")

describePersistence("PostgreSQL, recorded", () => openRecorded(recorded, false), { timeout: 120_000 })

describe("the statements of the store", () => {
  it("were recorded, all that have a name", () => {
    const named = statements.map(({ name }) => name)
    const names = new Set(recorded.values())
    expect(named.filter((name) => !names.has(name)).toSorted()).toEqual(NOT_IN_CONTRACTS)
  })

  it("have names of their own in each file", () => {
    const shared = statements.filter(({ name, file }, _, all) =>
      all.some((other) => other.name === name && other.file !== file),
    )
    expect(shared).toEqual([])
  })

  it("break only those rules of Citus that docs/sharding.md lists", () => {
    const found = [...brokenRules(recorded)].map(([label, messages]) => `| ${label} | ${[...messages].join("; ")} |`)
    const page = readFileSync(new URL("../../docs/sharding.md", import.meta.url), "utf8")
    const [, list = ""] = page.split("| Statement | What Citus reports |\n|---|---|\n")
    expect(found.toSorted()).toEqual(list.slice(0, list.indexOf("\n\n")).trim().split("\n").toSorted())
  })
})

/** Statements of searches for frequent words, of repairs, of the import of accounts, of long streams of events, of metrics and of opening. */
const NOT_IN_CONTRACTS: ReadonlyArray<string> = [
  "announce repair",
  "backlog",
  "continue account ids",
  "has accounts",
  "is a word frequent",
  "is distributed",
  "lock suspects",
  "preceding events",
  "reconcile stock",
  "server",
  "server encoding",
]
