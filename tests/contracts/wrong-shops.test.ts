import { describe, expect, it } from "vitest"
import { alarms, allFlaws, findFlaw } from "../laws/seeded-flaws.ts"
import { correctShops } from "../laws/shops/conventions.ts"

// The complete matrix of 20 seeds, and 1,000 runs over the correct shops, are nightly tests.

describe("a shop with one mistake", () => {
  it("there are more than 50 of them", () => {
    expect(allFlaws.length).toBeGreaterThan(50)
  })

  it.each(allFlaws)("%s: the expected law finds it", async (flaw) => {
    expect((await findFlaw(flaw, 7)).found).toBe(true)
  })
})

it.each(Object.entries(correctShops))("every law holds for a correct shop: %s", async (_, conventions) => {
  expect(await alarms(conventions, 11, 10)).toEqual([])
})
