import { expect, it } from "vitest"
import { loads, overload, type Workload } from "../support/overload.ts"
import { freshDatabase } from "../support/postgres.ts"

const SECONDS = 60
const MIB = 1_048_576

it.each<Workload>(["reads", "orders", "sign-ins"])(
  "with four times the %s for a minute, rejects the excess within a second, and its memory stays flat",
  async (workload) => {
    const database = await freshDatabase()
    try {
      const seen = await overload(database.url, workload, SECONDS)
      expect(seen.others).toEqual([])
      expect(seen.withoutRetryAfter).toBe(0)
      expect(seen.accepted).toBeGreaterThan((loads[workload].requests * SECONDS) / 20)
      expect(seen.rejections.at(-1)).toBeLessThan(1_000)
      expect(seen.memoryGrowth).toBeLessThan(32 * MIB)
    } finally {
      await database.drop()
    }
  },
)
