import { Effect } from "effect"
import { describe, expect, it } from "vitest"
import { openInMemory } from "../../adapters/persistence/in-memory/in-memory.ts"
import * as kit from "../../adapters/testing/index.ts"
import type { Store } from "../../adapters/testing/ports.ts"
import { replacePorts } from "../../application/ports/replace-ports.ts"
import { httpShop } from "./shops/http-shop.ts"

/** A store that loses a change of an order's status while another order of the shop is being found. */
const withLostChange = (): Store => {
  const store = openInMemory()
  const { orders, ledger } = store.orders
  let version = 0
  let read = 0
  return replacePorts(store, {
    orders: {
      orders: {
        ...orders,
        find: (order) =>
          Effect.tap(orders.find(order), () =>
            Effect.sync(() => {
              read = version
            }),
          ),
      },
      ledger: {
        ...ledger,
        record: (placement) =>
          Effect.suspend(() => {
            version += 1
            return ledger.record(placement)
          }),
        recordStatusChange: (change) =>
          // A write that does not notice an order placed since the read keeps the order's stock.
          Effect.suspend(() => ledger.recordStatusChange(read === version ? change : { ...change, movements: [] })),
      },
    },
  })
}

const broken = (verdict: kit.Verdict): kit.LawBroken => {
  if (verdict.outcome !== "broken") throw new Error(`the law is ${verdict.outcome}`)
  return verdict.broken
}

describe("a scheduler that interleaves the calls of a store", () => {
  const check = async (seed: number, interleave = true) =>
    kit.checkLaw(kit.isLinearizableShop, await kit.openUseCaseDriver(withLostChange(), { interleave }), { seed })

  it("finds a race that the store's own sequence does not show", async () => {
    expect((await check(1, false)).outcome).toBe("held")
    expect((await check(1)).outcome).toBe("broken")
  })

  it("repeats the interleaving of a seed, and simplifies the example", async () => {
    const first = broken(await check(1))
    expect(broken(await check(1)).message).toBe(first.message)
    expect(first.reruns).toEqual({ failed: 10, of: 10 })
    // A cancellation and an order.
    expect(first.lanes).toHaveLength(2)
  })

  it.each([...kit.laws, kit.agreesWithPlainCounts].map((law) => [law.name, law] as const))(
    "breaks no law of a correct store: %s",
    async (_, law) => {
      const driver = await kit.openUseCaseDriver(openInMemory(), { interleave: true })
      const verdict = await kit.checkLaw(law, driver, { seed: 3, numRuns: 30 })
      expect(verdict.outcome === "broken" ? verdict.broken.message : verdict.outcome).toBe("held")
    },
  )
})

describe("a broken race", () => {
  it("is rerun over HTTP, and its frequency is reported", async () => {
    const driver = await httpShop("checks stock, waits, and then takes it").open()
    const { reruns, message } = broken(await kit.checkLaw(kit.noOverselling, driver, { seed: 3 }))
    expect(reruns?.of).toBe(10)
    expect(message).toContain(`\nFailed again in ${reruns?.failed} of 10 reruns.\n`)
  })

  it("has a frequency below 10 of 10 if it depends on luck", async () => {
    const shop = kit.openDomainDriver()
    let calls = 0
    const driver: kit.ShopDriver = {
      ...shop,
      available: async (items) => {
        calls += 1
        return calls % 3 === 0 ? items.map(() => 99) : shop.available(items)
      },
    }
    const { reruns } = broken(await kit.checkLaw(kit.noOverselling, driver, { seed: 3 }))
    expect(reruns?.failed ?? 0).toBeLessThan(10)
  })

  it("is not rerun without concurrent commands", async () => {
    const shop = kit.openDomainDriver()
    const driver = { ...shop, available: async (items: ReadonlyArray<kit.Item>) => items.map(() => 99) }
    const { reruns, message } = broken(
      await kit.checkLaw(
        kit.cancelUndoesPlace,
        { ...driver, changeStatus: async () => kit.refused("closed") },
        { seed: 3 },
      ),
    )
    expect(reruns).toBeNull()
    expect(message).not.toContain("reruns")
  })
})
