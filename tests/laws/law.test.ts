import { describe, expect, it } from "vitest"
import * as kit from "../../adapters/testing/index.ts"

describe("a law", () => {
  it("is broken if no example can be completed", async () => {
    const shop = kit.openDomainDriver()
    const closed: kit.ShopDriver = { ...shop, place: async () => kit.refused("closed for today") }
    const verdict = await kit.checkLaw(kit.cancelUndoesPlace, closed)
    expect(verdict.holds || verdict.broken.finding).toBe("no example could be completed")
  })

  it("reports the same failure again for the same seed", async () => {
    const shop = (): kit.ShopDriver => {
      const driver = kit.openDomainDriver()
      return { ...driver, available: async (items) => (await driver.available(items)).map((count) => count % 3) }
    }
    const [first, again] = [
      await kit.checkLaw(kit.conservationOfStock, shop(), { seed: 42 }),
      await kit.checkLaw(kit.conservationOfStock, shop(), { seed: 42 }),
    ]
    expect(first.holds || first.broken.message).toBe(again.holds || again.broken.message)
    expect(first.holds || first.broken.scenario).toHaveLength(3)
    expect(first.holds || first.broken.message).toMatch(
      / {2}1\. The shop has 0 pieces of A .+\n {2}2\. 3 pieces of A are added\./,
    )
  })

  it("reports the cause when a shop fails", async () => {
    const broken = { ...kit.openDomainDriver(), place: () => Promise.reject(new Error("no power")) }
    await expect(kit.assertLaw(kit.allOrNothing, broken)).rejects.toThrow(/the shop failed: Error: no power/)
  })

  it("can be defined by a host", async () => {
    const cheap = kit.makeLaw({
      name: "all is cheap",
      statement: "Nothing costs more than 5.00.",
      examples: kit.anyItems,
      describe: (items) => [`The shop has ${items.length}.`],
      holds: async (_driver, items) => {
        kit.demand(
          items.every(({ price }) => price <= 500),
          () => `the dearest costs ${Math.max(...items.map(({ price }) => price))}.`,
        )
        return true
      },
    })
    const verdict = await kit.checkLaw(cheap, kit.openDomainDriver())
    expect(verdict.holds || verdict.broken.finding).toBe("the dearest costs 501.")
  })
})
