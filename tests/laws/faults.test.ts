import { expect, it } from "vitest"
import * as kit from "../../adapters/testing/index.ts"
import type { Flaw } from "./shops/flaws.ts"
import { httpShop } from "./shops/http-shop.ts"

/** A driver whose keyed orders are duplicated, cut or lost in turn, and repeated. */
const open = async (flaw: Flaw | null): Promise<kit.ShopDriver> => {
  const { fetch, admin, mapping } = httpShop(flaw)
  let requests = 0
  const kinds = ["duplicate", "cut", "drop", null] as const
  const faulty = kit.faultyFetch(fetch, ({ hasKey }) => {
    const kind = hasKey ? kinds[requests++ % kinds.length] : null
    return kind === null || kind === undefined ? null : { kind }
  })
  return kit.openHttpDriver({
    url: "http://shop.test/api",
    admin,
    mapping,
    keys: true,
    fetch: kit.repeated(faulty, 4),
  })
}

it("keys keep orders single on a network that duplicates, cuts and loses requests", async () => {
  const verdict = await kit.checkLaw(kit.sameKeySameOrder, await open(null), { seed: 3, numRuns: 40 })
  expect(verdict.outcome === "broken" ? verdict.broken.message : verdict.outcome).toBe("held")
})

it("the law finds a shop that forgets keys on such a network", async () => {
  expect((await kit.checkLaw(kit.sameKeySameOrder, await open("forgets keys"), { seed: 3 })).outcome).toBe("broken")
})
