import { describe, expect, it } from "vitest"
import { describePersistence } from "../../adapters/testing/contracts/persistence.ts"
import { brokenRules, namesIn, openRecorded, type Recorded } from "../sharding/recorded.ts"

/** The statements that the contracts send to a shop whose tables are distributed, by their text. */
const recorded: Recorded = new Map()

describePersistence("PostgreSQL, with the statements for Citus", () => openRecorded(recorded, true), {
  timeout: 120_000,
})

describe("the statements for Citus", () => {
  it("were recorded, all that have a name", () => {
    const names = new Set(recorded.values())
    const missing = namesIn("distributed").filter(({ name }) => !names.has(name))
    expect(missing).toEqual([])
  })

  it("have names of their own", () => {
    const others = new Set(namesIn(".").map(({ name }) => name))
    expect(namesIn("distributed").filter(({ name }) => others.has(name))).toEqual([])
  })

  it("break no rule of Citus", () => {
    expect([...brokenRules(recorded)]).toEqual([])
  })
})
