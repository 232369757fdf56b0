import { describe, expect, it } from "vitest"
import { loads, overload, type Workload } from "../support/overload.ts"
import { freshDatabase } from "../support/postgres.ts"
import "./patience.ts"

// Short: `tests/nightly/overload.test.ts` overloads the database for a minute.
const SECONDS = 4

// The database is the bottleneck and not the machine, so that the three servers run at the same time.
describe.concurrent("with four times the requests that the database can serve", () => {
  it.each<Workload>(["reads", "orders", "sign-ins"])(
    "rejects the excess of %s within a second and serves the rest",
    async (workload) => {
      const database = await freshDatabase()
      try {
        const seen = await overload(database.url, workload, SECONDS)
        const sent = loads[workload].requests * SECONDS
        expect(seen.others).toEqual([])
        expect(seen.withoutRetryAfter).toBe(0)
        expect(seen.accepted + seen.rejected).toBe(sent)
        expect(seen.rejected).toBeGreaterThan(sent / 4)
        expect(seen.accepted).toBeGreaterThan(sent / 20)
        expect(seen.rejections.at(-1)).toBeLessThan(1_000)
      } finally {
        await database.drop()
      }
    },
  )
})
