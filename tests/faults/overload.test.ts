import { afterAll, beforeAll, expect, it } from "vitest"
import { CAPACITY, overload } from "../support/overload.ts"
import { type Database, freshDatabase } from "../support/postgres.ts"
import "./patience.ts"

let database: Database
beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.drop())

const SECONDS = 8

it("with four times the demand that the database can meet, rejects the excess early and serves the rest", async () => {
  const seen = await overload(database.url, SECONDS)
  expect(seen.others).toEqual([])
  expect(seen.withoutRetryAfter).toBe(0)
  expect(seen.rejected).toBeGreaterThan(CAPACITY * SECONDS)
  // Each request needs two statements, of which requests share one.
  expect(seen.accepted).toBeGreaterThan((CAPACITY * SECONDS) / 4)
  // A request that waits for a connection until its statement times out takes four seconds.
  expect(seen.rejections.at(-1)).toBeLessThan(3_000)
})
