import { describe, expect, it } from "vitest"
import * as kit from "../../adapters/testing/index.ts"
import { usual } from "./shops/conventions.ts"
import { httpShop } from "./shops/http-shop.ts"

const quantityOf = (lines: ReadonlyArray<{ readonly quantity: number }>) =>
  lines.reduce((sum, { quantity }) => sum + quantity, 0)

/** Accepts two orders of a buyer, ever. */
const withLimitPerCustomer = (shop: kit.ShopDriver): kit.ShopDriver => {
  const counts = new Map<number, number>()
  return {
    ...shop,
    place: async (plan) => {
      const count = counts.get(plan.buyer) ?? 0
      if (count === 2) return kit.refused("LimitPerCustomer")
      const result = await shop.place(plan)
      if (result.accepted) counts.set(plan.buyer, count + 1)
      return result
    },
  }
}

/** Accepts orders of at least two pieces. */
const withMinimumOrder = (shop: kit.ShopDriver): kit.ShopDriver => ({
  ...shop,
  place: async (plan) => (quantityOf(plan.lines) < 2 ? kit.refused("MinimumOrder") : shop.place(plan)),
})

/** Sells three pieces more than it has. */
const withBackorders = (shop: kit.ShopDriver): kit.ShopDriver => {
  const more = (plan: kit.ItemPlan): kit.ItemPlan => ({ ...plan, stock: plan.stock + 3 })
  const { createVariants } = shop
  return {
    ...shop,
    createItem: (plan) => shop.createItem(more(plan)),
    createVariants: createVariants && ((plans) => createVariants(plans.map(more))),
    available: async (items) => (await shop.available(items)).map((count) => count - 3),
  }
}

/** The rules of a shop, each with a model that states it independently. */
const rules: ReadonlyArray<readonly [string, (shop: kit.ShopDriver) => kit.ShopDriver, Partial<kit.ShopModel>]> = [
  [
    "a limit per customer",
    withLimitPerCustomer,
    {
      rules: [({ buyer }, earlier) => earlier.filter((order) => order.buyer === buyer).length < 2],
      newBuyers: true,
    },
  ],
  ["a minimum order", withMinimumOrder, { rules: [({ lines }) => quantityOf(lines) >= 2] }],
  ["backorders", withBackorders, { backorders: 3 }],
]

describe.each(rules)("a shop with %s", (_, open, own) => {
  const model: kit.ShopModel = { ...kit.plainModel, ...own }
  const everyLaw = [...kit.laws, kit.agreesWithPlainCounts]

  it.each(everyLaw.map((law) => [law.name, law] as const))("breaks no law with its model: %s", async (_, law) => {
    const driver = open(kit.openDomainDriver())
    if (!law.appliesTo(driver)) return
    const verdict = await kit.checkLaw(law, driver, { model, seed: 5, numRuns: 40 })
    expect(verdict.outcome === "broken" ? verdict.broken.message : null).toBeNull()
  })

  it("agrees with its model, and with no other", async () => {
    const verdict = (driver: kit.ShopDriver, given?: kit.ShopModel) =>
      kit.checkLaw(kit.agreesWithPlainCounts, driver, { model: given, seed: 5 })
    expect((await verdict(open(kit.openDomainDriver()), model)).outcome).toBe("held")
    expect((await verdict(open(kit.openDomainDriver()))).outcome).toBe("broken")
    expect((await verdict(kit.openDomainDriver(), model)).outcome).toBe("broken")
  })
})

it("gives every buyer an account over HTTP, for a limit per customer", async () => {
  const model: kit.ShopModel = {
    ...kit.plainModel,
    rules: [({ buyer }, earlier) => earlier.filter((order) => order.buyer === buyer).length < 2],
    newBuyers: true,
  }
  const open = () => httpShop(null, { ...usual, accepts: ({ earlierOrders }) => earlierOrders < 2 }).open()
  for (const law of [kit.ordersBelongToBuyers, kit.agreesWithPlainCounts, kit.noOverselling]) {
    const verdict = await kit.checkLaw(law, await open(), { model, seed: 5, numRuns: 30 })
    expect(verdict.outcome === "broken" ? verdict.broken.message : verdict.outcome).toBe("held")
  }
})
