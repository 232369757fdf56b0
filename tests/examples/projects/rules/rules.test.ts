import fc from "fast-check"
import { subtotal } from "shopwright"
import type { OrderLedger } from "shopwright/ports"
import { anyOrder, assertLaw, cancelUndoesPlace, LawBroken } from "shopwright/testing"
import { describeLaws } from "shopwright/testing/suites"
import { expect, it } from "vitest"
import { openOurShop } from "./our-shop.ts"
import { toPay } from "./shipping.ts"
import { shopDriver } from "./shop-driver.ts"

// Each law is a test of its own.
describeLaws("our shop", async () => shopDriver(await openOurShop()), {
  numRuns: 30,
  without: [
    "only admins change status or catalogue",
    "pages show every order exactly once",
    "history and movements add up",
    "a stock-take sets what is on hand",
    "an archived product is not sold",
    "guests order like accounts",
    "adjustments are snapshots",
  ],
})

it("charges nothing or one fixed price for shipping, for every order", () => {
  fc.assert(
    fc.property(anyOrder, (order) => {
      expect([0, 490]).toContain(toPay(order) - subtotal(order))
    }),
  )
})

/** A broken rule: cancelling an order keeps its stock reserved. */
const keepsStock = (ledger: OrderLedger): OrderLedger => ({
  ...ledger,
  recordStatusChange: (change) =>
    ledger.recordStatusChange(change.order.status === "cancelled" ? { ...change, movements: [] } : change),
})

it("finds a broken rule, names it, and reports the shortest scenario", async () => {
  const driver = await shopDriver(await openOurShop(keepsStock))
  const broken = await assertLaw(cancelUndoesPlace, driver).catch((error: unknown) => error)
  await driver.close()
  if (!(broken instanceof LawBroken)) throw new Error("the broken rule was not found")
  expect(broken.message).toContain("Law broken: cancel undoes place")
  // The minimal scenario: of all orders that can be cancelled, one with a single unit.
  expect(broken.scenario.slice(-2)).toEqual([
    expect.stringMatching(/^Buyer 1 orders 1 × [ABC]\.$/),
    "The order is cancelled.",
  ])
  expect(broken.finding).toMatch(/^the available quantities are .+, but were .+ before the order was placed\.$/)
})
