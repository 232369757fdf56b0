import fc from "fast-check"
import { describe, expect, it } from "vitest"
import * as kit from "../../adapters/testing/index.ts"
import { holdsStock } from "../../domain/order/status.ts"
import { cases, drawn } from "./arbitrary-cases.ts"

describe("arbitraries", () => {
  it("are all tested here", () => {
    expect([...cases.keys()].sort()).toEqual(
      Object.keys(kit)
        .filter((name) => name.startsWith("any"))
        .sort(),
    )
  })

  it.each([...cases])(
    "%s generates what the domain accepts, and shrinks to the simplest value",
    (_, { check, found, simplest }) => {
      check()
      for (const end of found()) expect(end).toEqual(simplest)
    },
  )

  it("cover every kind, up to their bounds", () => {
    for (const arbitrary of [kit.anyCategoryName, kit.anyUsername, kit.anyEmail, kit.anyIdempotencyKey])
      expect(new Set<string>(drawn<string>(arbitrary)).size).toBeGreaterThan(100)
    const products = drawn(kit.anyNewProduct())
    expect(new Set(products.map(({ variants }) => variants.length))).toEqual(new Set([0, 1, 2, 3]))
    expect(new Set(drawn(kit.anyOrder).map(({ status }) => status)).size).toBe(5)
    expect(new Set(drawn(kit.anyStatusChange).map(({ event }) => `${event.from} ${event.to}`)).size).toBe(6)
    expect(new Set(drawn(kit.anyShopEvent).map(({ _tag }) => _tag)).size).toBe(8)
    const longest = (texts: ReadonlyArray<string>) => Math.max(...texts.map(({ length }) => length))
    expect(longest(drawn(kit.anyUsername))).toBeGreaterThan(140)
    expect(longest(drawn(kit.anyTextUpTo(500)))).toBeGreaterThan(450)
    const lengths = drawn(kit.anyPassword).map((text) => [...text].length)
    expect(Math.min(...lengths)).toBe(8)
    expect(Math.max(...lengths)).toBeGreaterThan(110)
    const shared = drawn(kit.anyPlacement).filter(({ order, movements }) => movements.length < order.lines.length)
    expect(shared.length).toBeGreaterThan(50)
  })

  it("generate histories of legal steps only, complete and partial", () => {
    fc.assert(
      fc.property(kit.anyHistory, (history) => {
        for (const [i, to] of history.slice(1).entries()) expect(kit.plainModel.next(history[i] ?? to)).toContain(to)
      }),
    )
    const ends = fc.sample(kit.anyHistory, { numRuns: 200, seed: 7 }).map((history) => history.at(-1) ?? "created")
    expect(ends.some(holdsStock)).toBe(true)
    expect(new Set(ends).size).toBe(5)
  })
})
