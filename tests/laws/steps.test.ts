import fc from "fast-check"
import { expect, it } from "vitest"
import { openInMemory } from "../../adapters/persistence/in-memory/in-memory.ts"
import type { ShopDriver } from "../../adapters/testing/driver.ts"
import { openDomainDriver } from "../../adapters/testing/drivers/domain.ts"
import { openUseCaseDriver } from "../../adapters/testing/drivers/use-cases.ts"
import { checkLaw } from "../../adapters/testing/law.ts"
import { conservationOfStock } from "../../adapters/testing/laws/conservation-of-stock.ts"
import { agreesWithPlainCounts } from "../../adapters/testing/laws/plain-counts.ts"
import { totalIsSumOfSnapshots } from "../../adapters/testing/laws/total-is-sum-of-snapshots.ts"
import { anyStep } from "../../adapters/testing/scenario.ts"

const drivers: ReadonlyArray<readonly [name: string, open: () => Promise<ShopDriver>]> = [
  ["the domain's functions", async () => openDomainDriver()],
  ["the use cases", () => openUseCaseDriver(openInMemory())],
]

/** Whether a law holds on a shop. */
const holds = async (...[law, driver]: Parameters<typeof checkLaw>): Promise<boolean> =>
  (await checkLaw(law, driver, { seed: 7 })).outcome === "held"

it.each(drivers)("every kind of step is generated and run for %s", async (_, open) => {
  const shop = await open()
  const drawn = new Set(fc.sample(anyStep(shop), { numRuns: 300, seed: 7 }).map((step) => step.do))
  expect(drawn).toEqual(new Set(["place", "change", "rush", "restock", "reprice"]))
  const taken = { restock: 0, reprice: 0 }
  const counting: ShopDriver = {
    ...shop,
    restock: async (...args) => {
      taken.restock += 1
      await shop.restock?.(...args)
    },
    reprice: async (...args) => {
      taken.reprice += 1
      await shop.reprice?.(...args)
    },
  }
  for (const law of [agreesWithPlainCounts, conservationOfStock, totalIsSumOfSnapshots])
    expect(await holds(law, counting)).toBe(true)
  expect(taken.restock).toBeGreaterThan(50)
  expect(taken.reprice).toBeGreaterThan(50)
})

it.each(drivers)("laws detect that %s lose a restocked unit", async (_, open) => {
  const shop = await open()
  const losing: ShopDriver = { ...shop, restock: async (item, pieces) => shop.restock?.(item, Math.max(1, pieces - 1)) }
  expect(await holds(conservationOfStock, losing)).toBe(false)
  expect(await holds(agreesWithPlainCounts, losing)).toBe(false)
})

it.each(drivers)("laws detect that %s forget a changed price", async (_, open) => {
  const shop = await open()
  expect(await holds(agreesWithPlainCounts, { ...shop, reprice: async () => {} })).toBe(false)
})
