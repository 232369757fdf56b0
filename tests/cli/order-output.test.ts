import { expect, it } from "vitest"
import { orderRecord } from "../../adapters/cli/manage/order-output.ts"
import { openInMemory } from "../../adapters/persistence/in-memory/in-memory.ts"
import { NOON, run, shopOver } from "../../adapters/testing/contracts/shop.ts"
import { defaultCurrency } from "../../domain/catalog/currency.ts"

it("an order shows its subtotal, its adjustments and its total", async () => {
  const store = openInMemory()
  const shop = shopOver(store)
  const { id: product } = await shop.product({ stock: 9, price: 1190 })
  const order = await shop.place(await shop.account(), [{ product, quantity: 2 }], null, NOON, null, [
    { kind: "discount", label: "Voucher", amount: -5, isIncluded: false },
    { kind: "tax", label: "VAT 19%", amount: 380, isIncluded: true },
  ])
  const view = await run(store.orders.history.find(order.id))
  if (view === null) throw new Error("the order was not found")
  const shown = orderRecord(view, defaultCurrency)
  expect(shown.json).toMatchObject({
    subtotal: "23.80",
    adjustments: [
      { kind: "discount", label: "Voucher", amount: "-0.05" },
      { kind: "tax", label: "VAT 19%", amount: "3.80", isIncluded: true },
    ],
    total: "23.75",
  })
  expect(shown.text).toMatch(/Total +23\.75/)
  expect(shown.text).toMatch(/discount +Voucher +-0\.05/)
  expect(shown.text).toMatch(/tax, included +VAT 19% +3\.80/)
})
