import { expect, it } from "vitest"
import type { CommandResult, SeenOrder, ShopDriver } from "../../adapters/testing/driver.ts"
import { openDomainDriver } from "../../adapters/testing/drivers/domain.ts"
import { checkLaw } from "../../adapters/testing/law.ts"
import { sameKeySameOrder } from "../../adapters/testing/laws/same-key-same-order.ts"
import { keyed } from "./keyed.ts"

const findingOn = async (driver: ShopDriver): Promise<string | null> => {
  const verdict = await checkLaw(sameKeySameOrder, driver)
  return verdict.outcome === "broken" ? verdict.broken.finding : null
}

it("holds when keys are remembered", async () => {
  expect(await findingOn(keyed(openDomainDriver()))).toBeNull()
})

it("is broken when a key is forgotten", async () => {
  const shop = openDomainDriver()
  expect(await findingOn({ ...shop, placeOnce: shop.place })).toMatch(/one key returned order \d+, /)
})

it("is broken when a key is stored only after the first request has ended", async () => {
  const shop = openDomainDriver()
  const known = new Map<string, CommandResult<SeenOrder>>()
  const placeOnce: ShopDriver["placeOnce"] = async (request, given) => {
    const key = `${request.buyer} ${given}`
    const result = known.get(key) ?? (await shop.place(request))
    known.set(key, result)
    return result
  }
  expect(await findingOn({ ...shop, placeOnce })).toMatch(/one key returned order \d+, /)
})

it("is broken when all keys are treated as one", async () => {
  const shop = keyed(openDomainDriver())
  const results = new Map<number, ReturnType<ShopDriver["place"]>>()
  const placeOnce: ShopDriver["placeOnce"] = (request) => {
    const item = request.lines[0]?.item.product ?? 0
    const known = results.get(item) ?? shop.place(request)
    results.set(item, known)
    return known
  }
  expect(await findingOn({ ...shop, placeOnce })).toMatch(/another key returned the same order/)
})

it("reports that it does not apply when there are no keys", async () => {
  await expect(checkLaw(sameKeySameOrder, openDomainDriver())).rejects.toThrow(/lacks a capability that the law/)
})
