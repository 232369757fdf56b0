import fc from "fast-check"
import { describe, expect, it } from "vitest"
import * as kit from "../../adapters/testing/index.ts"

/** Mistakes of a shop with commands of its own. */
type Mistake =
  | "ships held orders"
  | "writes off reserved pieces"
  | "forgets written-off pieces"
  | "takes no phone orders"

/** A shop that puts orders on hold, writes off damaged pieces and takes orders by phone. */
interface OwnShop extends kit.ShopDriver {
  readonly hold: (order: number) => Promise<kit.CommandResult<null>>
  readonly writeOff: (item: kit.Item, quantity: number) => Promise<kit.CommandResult<null>>
}

/** The buyer of written-off pieces. The laws use other buyers. */
const WASTE = 1000

const openOwnShop = (mistake: Mistake | null = null): OwnShop => {
  const shop = kit.openDomainDriver()
  const statuses = new Map<number, kit.ShopStatus>()
  const held = new Set<number>()
  return {
    ...shop,
    place: async (plan) => {
      const placed = await shop.place(plan)
      if (placed.accepted) statuses.set(placed.value.id, placed.value.status)
      return placed
    },
    changeStatus: async (order, to) => {
      if (held.has(order) && to !== "created" && to !== "cancelled" && mistake !== "ships held orders")
        return kit.refused("OnHold")
      const changed = held.has(order) && to === "created" ? kit.accepted(undefined) : await shop.changeStatus(order, to)
      if (changed.accepted) {
        held.delete(order)
        statuses.set(order, to)
      }
      return changed
    },
    ordersOf: async (buyer) =>
      (await shop.ordersOf(buyer)).map((order) => ({
        ...order,
        status: held.has(order.id) ? "on hold" : order.status,
      })),
    hold: async (order) => {
      if (statuses.get(order) !== "created") return kit.refused("NotNew")
      held.add(order)
      return kit.accepted(null)
    },
    writeOff: async (item, quantity) => {
      if (mistake === "forgets written-off pieces") return kit.accepted(null)
      const taken = await shop.place({ buyer: WASTE, lines: [{ item, quantity }] })
      if (taken.accepted) await shop.changeStatus(taken.value.id, "shipped")
      return taken.accepted || mistake === "writes off reserved pieces" ? kit.accepted(null) : kit.refused("Reserved")
    },
  }
}

const model: kit.ShopModel = {
  ...kit.plainModel,
  next: (status) => {
    if (status === "on hold") return ["created", "cancelled"]
    return status === "created" ? [...kit.plainModel.next(status), "on hold"] : kit.plainModel.next(status)
  },
}

const commandsOf = (shop: OwnShop, mistake: Mistake | null = null): ReadonlyArray<kit.ShopCommand> => [
  kit.statusCommand("on hold", shop.hold),
  kit.itemCommand({
    name: "write off",
    input: fc.integer({ min: 1, max: 3 }),
    describe: ({ item }, quantity) => `${kit.pieces(quantity)} of ${kit.letter(item)} are written off.`,
    send: ({ item }, quantity) => shop.writeOff(item, quantity),
    apply: (state, { item }, quantity) => {
      if (kit.at(kit.availableIn(state), item) < quantity) return null
      const { onHand, ...rest } = kit.at(state.items, item)
      return { ...state, items: state.items.with(item, { ...rest, onHand: onHand - quantity }) }
    },
    changesStock: true,
  }),
  kit.itemCommand({
    name: "order by phone",
    input: fc.constant(2),
    describe: ({ buyer, item }, quantity) => `Buyer ${buyer + 1} orders ${quantity} × ${kit.letter(item)} by phone.`,
    send: async ({ buyer, item }, quantity) =>
      mistake === "takes no phone orders" ? kit.refused("NoPhone") : shop.place({ buyer, lines: [{ item, quantity }] }),
    apply: (state, { buyer, item }, quantity) => kit.placeInModel(model, state, { buyer, lines: [{ item, quantity }] }),
  }),
]

const check = (law: kit.Law, mistake: Mistake | null = null, seed = 5): Promise<kit.Verdict> => {
  const shop = openOwnShop(mistake)
  return kit.checkLaw(law, shop, { model, commands: commandsOf(shop, mistake), seed })
}

describe("a shop with commands and a status of its own", () => {
  it.each([...kit.laws, kit.agreesWithPlainCounts].map((law) => [law.name, law] as const))(
    "breaks no law: %s",
    async (_, law) => {
      if (!law.appliesTo(openOwnShop())) return
      const verdict = await check(law)
      expect(verdict.outcome === "broken" ? verdict.broken.message : verdict.outcome).toBe("held")
    },
  )

  it("has its commands counted", async () => {
    const { coverage } = await check(kit.agreesWithPlainCounts)
    expect(Object.keys(coverage.commands).sort()).toEqual(["change to on hold", "order by phone", "write off"])
    expect(kit.describeCoverage(coverage)).toMatch(/; write off \d+;/)
    const conservation = await check(kit.conservationOfStock)
    expect(Object.keys(conservation.coverage.commands).sort()).toEqual(["change to on hold", "order by phone"])
  })

  it.each([
    "ships held orders",
    "writes off reserved pieces",
    "forgets written-off pieces",
    "takes no phone orders",
  ] as const)("is found out, with a minimal scenario, when it %s", async (mistake) => {
    for (const seed of [1, 2, 3, 4, 5]) {
      const verdict = await check(kit.agreesWithPlainCounts, mistake, seed)
      if (verdict.outcome !== "broken") throw new Error(`${verdict.outcome} with seed ${seed}`)
      // Items, and at most an order, its hold and the mistake.
      expect(verdict.broken.scenario.filter((step) => !step.startsWith("The shop has")).length).toBeLessThanOrEqual(3)
    }
  })

  it("leaves a law undecided if a command is never accepted", async () => {
    const shop = kit.openDomainDriver()
    const never = kit.statusCommand("lost", async () => kit.refused("Never"))
    const verdict = await kit.checkLaw(kit.agreesWithPlainCounts, shop, { commands: [never], seed: 5 })
    expect(verdict).toMatchObject({ outcome: "undecided", reason: 'no command "change to lost" was accepted' })
  })
})

it("every law states what it assumes", () => {
  for (const { name, assumptions } of [...kit.laws, kit.agreesWithPlainCounts])
    expect(assumptions, name).not.toEqual([])
})
