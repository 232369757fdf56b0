import { describe, expect, it } from "vitest"
import { ResponseTimeout } from "../../adapters/persistence/postgres/client-query.ts"
import type { Database } from "../../adapters/persistence/postgres/database.ts"
import { breaksConnection } from "../../adapters/persistence/postgres/outages.ts"
import { resilientDatabase } from "../../adapters/persistence/postgres/resilient-database.ts"
import { StoreUnavailable } from "../../application/ports/store-unavailable.ts"

const found = [{ text: "found" }]
const statement = { name: "test", text: "select 1" }

const failure = (code: string | undefined, message = "failed") => Object.assign(new Error(message), { code })

/** A database that fails with these errors, one per call, and then returns rows. `sent` contains its calls. */
const failing = (errors: ReadonlyArray<Error>, isJoined = false) => {
  const left = [...errors]
  const sent: Array<"statement" | "transaction"> = []
  const call = async <R extends object>(kind: "statement" | "transaction"): Promise<ReadonlyArray<R>> => {
    sent.push(kind)
    const error = left.shift()
    if (error !== undefined) throw error
    return found as ReadonlyArray<object> as ReadonlyArray<R>
  }
  const database: Database = {
    isDistributed: false,
    schema: "test",
    isJoined,
    parallelism: 1,
    lockWaitSeconds: 2,
    rows: () => call("statement"),
    transaction: async (work) => work({ rows: () => call("transaction") }),
  }
  return { database: resilientDatabase(database), sent }
}

const conflicts = ["40001", "40P01"]

describe("a statement", () => {
  it.each(conflicts)("that fails with %s is repeated in a transaction with an explicit isolation", async (code) => {
    const { database, sent } = failing([failure(code), failure(code)])
    expect(await database.rows(statement, [])).toEqual(found)
    expect(sent).toEqual(["statement", "transaction", "transaction"])
  })

  it.each(conflicts)("that fails with %s again and again ends as StoreUnavailable", async (code) => {
    const { database, sent } = failing(Array(20).fill(failure(code)))
    await expect(database.rows(statement, [])).rejects.toMatchObject({
      _tag: "StoreUnavailable",
      retryAfterSeconds: 1,
      cause: { code },
    })
    expect(sent).toHaveLength(8)
  })

  it("in a transaction of the host is not repeated", async () => {
    const { database, sent } = failing([failure("40001")], true)
    await expect(database.rows(statement, [])).rejects.toBeInstanceOf(StoreUnavailable)
    expect(sent).toEqual(["statement"])
  })
})

it.each(conflicts)("a transaction that fails with %s is repeated as a whole", async (code) => {
  const { database, sent } = failing([failure(code)])
  expect(await database.transaction(({ rows }) => rows(statement, []))).toEqual(found)
  expect(sent).toEqual(["transaction", "transaction"])
})

describe("an outage", () => {
  const keeps = ["53100", "53200", "53300", "55P03", "57014", "58030"].map((code) => ({ code, breaks: false }))
  const breaks = ["ECONNREFUSED", "ECONNRESET", "EPIPE", "08006", "08P01", "25006", "57P01", "57P02", "57P03"]
  const lost = [
    "Connection terminated unexpectedly",
    "Client has encountered a connection error and is not queryable",
    "Query read timeout",
  ]
  const outages: ReadonlyArray<{ readonly code?: string; readonly breaks: boolean; readonly message?: string }> = [
    ...keeps,
    ...breaks.map((code) => ({ code, breaks: true })),
    ...lost.map((message) => ({ message, breaks: true })),
  ]
  it.each(outages)("$code $message is StoreUnavailable; closes the connection: $breaks", async (outage) => {
    const { code, message, breaks } = outage
    const error = failure(code, message)
    await expect(failing([error]).database.rows(statement, [])).rejects.toMatchObject({
      _tag: "StoreUnavailable",
      message: `The database cannot answer: ${error.message}`,
      cause: error,
    })
    expect(breaksConnection(error)).toBe(breaks)
  })

  it("names all servers that were tried", async () => {
    const error = Object.assign(
      new AggregateError([failure("ECONNREFUSED", "no a"), failure("ECONNREFUSED", "no b")]),
      {
        code: "ECONNREFUSED",
      },
    )
    await expect(failing([error]).database.rows(statement, [])).rejects.toThrow("no a; no b")
  })

  it("is a statement without a response", async () => {
    await expect(failing([new ResponseTimeout(4)]).database.rows(statement, [])).rejects.toThrow(
      "The database cannot answer: no response within 4 s",
    )
  })
})

it.each(["23505", "42601", "22P02", "XX000", undefined])("any other error (%s) stays as it is", async (code) => {
  const error = failure(code)
  await expect(failing([error]).database.rows(statement, [])).rejects.toBe(error)
  expect(breaksConnection(error)).toBe(false)
})
