import { openInMemory } from "shopwright/ports"
import {
  agreesWithPlainCounts,
  assertLaw,
  checkLaw,
  openDomainDriver,
  openUseCaseDriver,
  plainModel,
  type ShopModel,
} from "shopwright/testing"
import { describeLaws } from "shopwright/testing/suites"
import { expect, it } from "vitest"
import { policies } from "./rules.ts"

/** The same rules, stated independently. Orders of the laws have no metadata, and so no voucher. */
const model: ShopModel = {
  ...plainModel,
  total: ({ total }) => (total >= 5000 ? total : total + 490),
  next: (status) => plainModel.next(status).filter((to) => status === "paid" || to !== "shipped"),
}

describeLaws("our rules", () => openUseCaseDriver(openInMemory(), { policies }), { model, numRuns: 30 })

it("agree with the model, and the shop without them does not", async () => {
  await assertLaw(agreesWithPlainCounts, openDomainDriver({ policies }), { model })
  expect((await checkLaw(agreesWithPlainCounts, openDomainDriver(), { model })).outcome).toBe("broken")
})
