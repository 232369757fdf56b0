import fc from "fast-check"
import { total } from "shopwright"
import type { OrderLedger } from "shopwright/ports"
import { anyOrder, assertLaw, cancelUndoesPlace, LawBroken } from "shopwright/testing"
import { describeLaws } from "shopwright/testing/suites"
import { expect, it } from "vitest"
import { openOurShop } from "./our-shop.ts"
import { toPay } from "./shipping.ts"
import { shopDriver } from "./shop-driver.ts"

// Every law is a test of its own.
describeLaws("our shop", async () => shopDriver(await openOurShop()), { numRuns: 30 })

it("asks nothing for shipping or the one price for it, whatever is ordered", () => {
  fc.assert(
    fc.property(anyOrder, (order) => {
      expect([0, 490]).toContain(toPay(order) - total(order))
    }),
  )
})

/** A rule that is broken on purpose: cancelling an order keeps its stock. */
const keepsStock = (ledger: OrderLedger): OrderLedger => ({
  ...ledger,
  recordStatusChange: (change) =>
    ledger.recordStatusChange(change.order.status === "cancelled" ? { ...change, movements: [] } : change),
})

it("finds a broken rule, names it, and tells the shortest story that shows it", async () => {
  const driver = await shopDriver(await openOurShop(keepsStock))
  const broken = await assertLaw(cancelUndoesPlace, driver).catch((error: unknown) => error)
  await driver.close()
  if (!(broken instanceof LawBroken)) throw new Error("the broken rule was not found")
  expect(broken.message).toContain("Law broken: cancel undoes place")
  // Shrunk: of all orders that can be cancelled, one of a single piece.
  expect(broken.scenario.slice(-2)).toEqual([
    expect.stringMatching(/^Buyer 1 orders 1 × [ABC]\.$/),
    "The order is cancelled.",
  ])
  expect(broken.finding).toMatch(/^the available quantities are .+, but were .+ before the order was placed\.$/)
})
