import { expect, it } from "vitest"
import { alarms, allFlaws, findFlaw } from "../laws/seeded-flaws.ts"
import { correctShops } from "../laws/shops/conventions.ts"

const SEEDS = Array.from({ length: 20 }, (_, i) => i + 1)
/** 100 runs of each correct shop. */
const RUNS = Array.from({ length: 100 }, (_, i) => i + 1001)

it("the expected law finds at least 95 of 100 mistakes, with every one of 20 seeds", async () => {
  const missed: Array<string> = []
  for (const flaw of allFlaws) {
    const failures: Array<number> = []
    for (const seed of SEEDS) if (!(await findFlaw(flaw, seed)).found) failures.push(seed)
    if (failures.length > 0) missed.push(`${flaw}: missed with the seeds ${failures.join(", ")}`)
  }
  console.log(missed.join("\n"))
  expect(missed.length).toBeLessThanOrEqual(allFlaws.length * 0.05)
})

it.each(Object.entries(correctShops))(
  "no false alarm in 100 runs: %s",
  async (_, conventions) => {
    for (const seed of RUNS) expect(await alarms(conventions, seed, 25)).toEqual([])
  },
  // A run of the slow shop takes 7 seconds.
  1_800_000,
)
