import { expect, it } from "vitest"
import { openShop } from "../../composition/open-shop.ts"
import { operator } from "../../domain/account/actor.ts"

it.each([0, -1, 1.5, 1_000_001, Number.NaN])("openShop rejects %d as the limit of unpaid orders", async (max) => {
  await expect(openShop({ database: "memory", maxUnpaidOrders: max })).rejects.toThrow(
    `maxUnpaidOrders must be a whole number from 1 to 1000000, not ${max}.`,
  )
})

it("openShop applies the limit of unpaid orders", async () => {
  await using shop = await openShop({ database: "memory", passwordCost: 4, maxUnpaidOrders: 1 })
  const soap = { name: "Soap", description: "", price: "3.00", category: "Bath", stock: 5 }
  await shop.importCatalog(operator, { categories: [{ name: "Bath" }], products: [soap] })
  const ann = await shop.register({ username: "ann", password: "correct horse" })
  const [product] = await shop.listProducts()
  if (!ann.ok || product === undefined) throw new Error("no buyer or no product")
  const order = { lines: [{ product: product.id, quantity: 1 }] }
  expect(await shop.placeOrder(ann.value.account, order)).toMatchObject({ ok: true })
  expect(await shop.placeOrder(ann.value.account, order)).toMatchObject({
    ok: false,
    error: { _tag: "TooManyUnpaidOrders", max: 1 },
  })
})
