import { describe, expect, it } from "vitest"
import { openInMemory } from "../../adapters/persistence/in-memory/in-memory.ts"
import { accepted, type SeenOrder, type ShopDriver } from "../../adapters/testing/driver.ts"
import { openDomainDriver } from "../../adapters/testing/drivers/domain.ts"
import { openUseCaseDriver } from "../../adapters/testing/drivers/use-cases.ts"
import { assertLaw, checkLaw } from "../../adapters/testing/law.ts"
import { adjustmentsAreSnapshots } from "../../adapters/testing/laws/adjustments-are-snapshots.ts"
import { laws } from "../../adapters/testing/laws/laws.ts"
import { agreesWithPlainCounts } from "../../adapters/testing/laws/plain-counts.ts"
import { plainModel, type ShopModel } from "../../adapters/testing/shop-model.ts"
import type { Policies } from "../../domain/order/policies.ts"

const pieces = (lines: ReadonlyArray<{ readonly quantity: number }>) =>
  lines.reduce((sum, { quantity }) => sum + quantity, 0)

/** A tenth off every price, a voucher, shipping and an included tax, at most four pieces, and orders are not shipped before they are paid. */
const policies: Policies = {
  pricing: ({ offers, request }) => {
    const prices = offers.map(({ price }) => Math.ceil(price * 0.9))
    const goods = prices.reduce((sum, price, i) => sum + price * (request.lines[i]?.quantity ?? 0), 0)
    const adjustments = [
      { kind: "discount", label: "Voucher", amount: -Math.min(goods, 50) },
      { kind: "shipping", label: "Parcel", amount: 490 },
      { kind: "tax", label: "VAT", amount: Math.round(goods / 10), isIncluded: true },
    ] as const
    return { prices, adjustments }
  },
  order: ({ request }) => (pieces(request.lines) > 4 ? "too many pieces" : null),
  status: ({ order, to }) => (to === "shipped" && order.status === "created" ? "not paid" : null),
}

const model: ShopModel = {
  price: (_buyer, price) => Math.ceil(price * 0.9),
  total: ({ total }) => Math.max(total - 50, 0) + 490,
  rules: [({ lines }) => pieces(lines) <= 4],
  next: (status) => plainModel.next(status).filter((to) => !(status === "created" && to === "shipped")),
}

const goodsOf = ({ lines }: SeenOrder) => lines.reduce((sum, { quantity, price }) => sum + quantity * price, 0)

const drivers = {
  domain: async (given?: Policies) => openDomainDriver({ policies: given }),
  "use cases": (given?: Policies) => openUseCaseDriver(openInMemory(), { policies: given }),
}

describe.each(Object.entries(drivers))("the policies of a host on the driver of the %s", (_, open) => {
  it("decide as a model that states them independently", async () => {
    await assertLaw(agreesWithPlainCounts, await open(policies), { model, numRuns: 100 })
  })

  it("are missed by the law when the shop does not have them", async () => {
    const verdict = await checkLaw(agreesWithPlainCounts, await open(), { model, numRuns: 200 })
    expect(verdict.outcome).toBe("broken")
  })

  it.each(laws.map((law) => [law.name, law] as const))("keep the law: %s", async (_, law) => {
    const driver = await open(policies)
    if (!law.appliesTo(driver)) return
    const { outcome } = await checkLaw(law, driver, { model, numRuns: 30 })
    expect(outcome).not.toBe("broken")
  })

  const broken: Readonly<Record<string, (order: SeenOrder) => SeenOrder>> = {
    "adds no adjustments": (order) => ({ ...order, total: goodsOf(order) }),
    "adds included taxes": ({ adjustments = [], ...order }) => ({
      ...order,
      adjustments,
      total: adjustments.reduce((sum, { amount }) => sum + amount, goodsOf(order)),
    }),
    "forgets a label when the status changes": ({ adjustments = [], ...order }) => ({
      ...order,
      adjustments: order.status === "created" ? adjustments : adjustments.map((each) => ({ ...each, label: "" })),
    }),
  }

  it.each(Object.entries(broken))("adjustments are snapshots: a shop that %s breaks the law", async (_, change) => {
    const driver = await open(policies)
    const place: ShopDriver["place"] = async (plan) => {
      const placed = await driver.place(plan)
      return placed.accepted ? accepted(change(placed.value)) : placed
    }
    const ordersOf: ShopDriver["ordersOf"] = async (buyer) => (await driver.ordersOf(buyer)).map(change)
    const { outcome } = await checkLaw(adjustmentsAreSnapshots, { ...driver, place, ordersOf }, { numRuns: 20 })
    expect(outcome).toBe("broken")
  })
})
