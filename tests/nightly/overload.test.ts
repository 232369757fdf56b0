import { afterAll, beforeAll, expect, it } from "vitest"
import { CAPACITY, overload } from "../support/overload.ts"
import { type Database, freshDatabase } from "../support/postgres.ts"

let database: Database
beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.drop())

const SECONDS = 60
const MIB = 1_048_576

it("with four times the demand for a minute, rejects the excess within a second, and its memory stays flat", async () => {
  const seen = await overload(database.url, SECONDS)
  expect(seen.others).toEqual([])
  expect(seen.withoutRetryAfter).toBe(0)
  expect(seen.accepted).toBeGreaterThan((CAPACITY * SECONDS) / 4)
  expect(seen.rejections[Math.floor(seen.rejections.length * 0.95)]).toBeLessThan(1_000)
  expect(seen.rejections.at(-1)).toBeLessThan(2_000)
  expect(seen.memoryGrowth).toBeLessThan(32 * MIB)
})
