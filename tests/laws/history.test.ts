import { expect, it } from "vitest"
import * as kit from "../../adapters/testing/index.ts"
import { httpShop } from "./shops/http-shop.ts"

const shelf = (left: number): kit.SequentialModel<number, "take"> => ({
  initial: left,
  apply: (state) => ({ state: Math.max(0, state - 1), accepted: state > 0 }),
  ends: () => true,
  key: String,
})

const take = (lane: number, accepted: boolean, invoked: number, returned: number): kit.Operation<"take"> => ({
  lane,
  command: "take",
  accepted,
  invoked,
  returned,
})

it("explains concurrent commands by some sequence", () => {
  expect(kit.isLinearizable(shelf(1), [take(0, false, 1, 4), take(1, true, 2, 3)])).toBe(true)
})

it("does not explain a piece that is sold twice", () => {
  expect(kit.isLinearizable(shelf(1), [take(0, true, 1, 4), take(1, true, 2, 3)])).toBe(false)
})

it("does not move a command before one that had returned", () => {
  expect(kit.isLinearizable(shelf(1), [take(0, false, 1, 2), take(1, true, 3, 4)])).toBe(false)
})

it("draws a history as lanes", () => {
  const lanes = kit.drawLanes([take(0, true, 1, 3), take(1, false, 2, 4)], (command) => command)
  expect(lanes).toHaveLength(2)
  expect(lanes[0]).toMatch(/^ {2}lane 1 {2}\[ take: accepted -*\]$/)
  expect(lanes[1]).toMatch(/^ {2}lane 2 {5,}\[ take: refused -*\]$/)
})

it("shows the shortest history of an oversold piece", async () => {
  const driver = await httpShop("checks stock, waits, and then takes it").open()
  const verdict = await kit.checkLaw(kit.isLinearizableShop, driver, { seed: 3 })
  if (verdict.outcome !== "broken") throw new Error(verdict.outcome)
  expect(verdict.broken.lanes).toHaveLength(2)
  expect(verdict.broken.message).toContain("lane 2")
  expect(verdict.broken.finding).toContain("no sequence of these commands explains the results")
})

it("holds a shop to a host's own rule", async () => {
  const shop = kit.openDomainDriver()
  const count = new Map<string, number>()
  const limited: kit.ShopDriver = {
    ...shop,
    place: async (plan) => {
      const key = `${plan.buyer} ${plan.lines[0]?.item.product}`
      if (plan.buyer === 0 && (count.get(key) ?? 0) >= 1) return kit.refused("LimitPerCustomer")
      const result = await shop.place(plan)
      if (result.accepted && plan.buyer === 0)
        for (const { item } of plan.lines) count.set(`0 ${item.product}`, (count.get(`0 ${item.product}`) ?? 0) + 1)
      return result
    },
  }
  const none = await kit.checkLaw(kit.agreesWithPlainCounts, limited, { seed: 5 })
  expect(none.outcome).toBe("broken")
  // The first line's product may not be in an earlier order of buyer 0. Siblings share their product.
  const once: kit.OrderRule = ({ buyer, lines }, earlier) =>
    buyer !== 0 ||
    !earlier.some((order) => order.buyer === 0 && order.lines.some(({ item }) => item === lines[0]?.item))
  const one: kit.ShopDriver = { ...limited, createVariants: undefined }
  const model: kit.ShopModel = { ...kit.plainModel, rules: [once] }
  const verdict = await kit.checkLaw(kit.agreesWithPlainCounts, one, { seed: 5, model })
  expect(verdict.outcome === "broken" ? verdict.broken.message : verdict.outcome).toBe("held")
})
