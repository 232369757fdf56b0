import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { holdsStock } from "../../domain/order/status.ts"
import { available } from "../../domain/stock/stock-level.ts"
import * as kit from "../kit/index.ts"
import { isLegal } from "../kit/model.ts"

/** The simplest value that an arbitrary comes to, starting from any that it draws. */
const simplest = <A>(arbitrary: fc.Arbitrary<A>): A => {
  const { counterexample } = fc.check(
    fc.property(arbitrary, () => false),
    { numRuns: 1, seed: 7 },
  )
  if (counterexample === null) throw new Error("nothing was drawn")
  return counterexample[0] as A
}

describe("arbitraries", () => {
  it("shrink to the simplest value there is", () => {
    expect(simplest(kit.anyMoney)).toBe(0)
    expect(simplest(kit.anyQuantity)).toBe(1)
    expect(simplest(kit.anyStock)).toBe(0)
    expect(simplest(kit.anyUsername)).toBe("a")
    expect(simplest(kit.anyEmail)).toBe("a@a.a")
    expect(simplest(kit.anyStockLevel)).toEqual({ sku: 1, onHand: 0, reserved: 0 })
    expect(simplest(kit.anyNewProduct())).toMatchObject({ price: 0, stock: 0, variants: [] })
    expect(simplest(kit.anyNewProduct()).name).toHaveLength(1)
    expect(simplest(kit.anyHistory)).toEqual(["created"])
    expect(simplest(kit.anyOrderRequest).request).toEqual({
      account: 1,
      lines: [{ product: 1, variant: null, quantity: 1 }],
      delivery: null,
    })
    expect(simplest(kit.anyOrder)).toMatchObject({ status: "created", lines: [{ quantity: 1 }] })
  })

  it("draw what the domain takes, every kind of it", () => {
    const drawn = <A>(arbitrary: fc.Arbitrary<A>): ReadonlyArray<A> => fc.sample(arbitrary, { numRuns: 300, seed: 7 })
    // Each is built by the domain's constructors, which throw where a rule is broken.
    for (const arbitrary of [kit.anyPassword, kit.anyCategoryName, kit.anyUsername, kit.anyEmail])
      expect(new Set<string>(drawn<string>(arbitrary)).size).toBeGreaterThan(100)
    const products = drawn(kit.anyNewProduct())
    expect(new Set(products.map(({ variants }) => variants.length))).toEqual(new Set([0, 1, 2, 3]))
    expect(new Set(drawn(kit.anyOrder).map(({ status }) => status)).size).toBe(5)
    for (const level of drawn(kit.anyStockLevel)) expect(available(level)).toBeGreaterThanOrEqual(0)
    const shared = drawn(kit.anyPlacement).filter(({ order, movements }) => movements.length < order.lines.length)
    expect(shared.length).toBeGreaterThan(50)
  })

  it("draw histories of legal steps only, to the end and half way", () => {
    fc.assert(
      fc.property(kit.anyHistory, (history) => {
        for (const [i, to] of history.slice(1).entries()) expect(isLegal(history[i] ?? to, to)).toBe(true)
      }),
    )
    const ends = fc.sample(kit.anyHistory, { numRuns: 200, seed: 7 }).map((history) => history.at(-1) ?? "created")
    expect(ends.some(holdsStock)).toBe(true)
    expect(new Set(ends).size).toBe(5)
  })
})

describe("a law", () => {
  it("that no example can be played to its end for is broken, not kept", async () => {
    const shop = kit.openDomainDriver()
    const closed: kit.ShopDriver = { ...shop, place: async () => kit.refused("closed for today") }
    const verdict = await kit.checkLaw(kit.cancelUndoesPlace, closed)
    expect(verdict.holds || verdict.broken.finding).toBe("none of the examples could be played to its end")
  })

  it("is told the same way again under the seed of its failure", async () => {
    const shop = (): kit.ShopDriver => {
      const driver = kit.openDomainDriver()
      return { ...driver, available: async (items) => (await driver.available(items)).map((count) => count % 3) }
    }
    const [first, again] = [
      await kit.checkLaw(kit.conservationOfStock, shop(), { seed: 42 }),
      await kit.checkLaw(kit.conservationOfStock, shop(), { seed: 42 }),
    ]
    expect(first.holds || first.broken.message).toBe(again.holds || again.broken.message)
    expect(first.holds || first.broken.story).toHaveLength(3)
    expect(first.holds || first.broken.message).toMatch(
      / {2}1\. The shop has 0 pieces of A .+\n {2}2\. 3 pieces of A come in\./,
    )
  })

  it("tells what broke where a shop breaks down", async () => {
    const broken = { ...kit.openDomainDriver(), place: () => Promise.reject(new Error("no power")) }
    await expect(kit.assertLaw(kit.allOrNothing, broken)).rejects.toThrow(/the shop broke: Error: no power/)
  })

  it("can be made by anybody", async () => {
    const cheap = kit.makeLaw({
      name: "all is cheap",
      statement: "Nothing costs more than 5.00.",
      examples: kit.anyItems,
      tell: (items) => [`The shop has ${items.length}.`],
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
