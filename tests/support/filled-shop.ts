import { Result } from "effect"
import { adminRules } from "../../adapters/cli/admin.ts"
import { openShop } from "../../composition/open-shop.ts"
import { operator } from "../../domain/account/actor.ts"
import { idempotencyKey } from "../../domain/order/idempotency-key.ts"
import { plain } from "../media/support.ts"

export const PASSWORD = "correct horse battery"

/** Returns the value of a result that must be a success. */
export const ok = async <A>(
  outcome: Promise<{ readonly ok: true; readonly value: A } | { readonly ok: false }>,
): Promise<A> => {
  const settled = await outcome
  if (!settled.ok) throw new Error(JSON.stringify(settled))
  return settled.value
}

/** A shop with a record of every kind, except what a failing subscriber leaves. */
export const fill = async (url: string, media: string): Promise<void> => {
  await using shop = await openShop({ database: { url }, media, passwordCost: 4 })
  const { account: admin } = await ok(shop.createAdmin({ username: "root", password: PASSWORD }, adminRules))
  const picture = await plain(8, 8).jpeg().toBuffer()
  const { account: mia } = await ok(shop.register({ username: "mía", password: PASSWORD, picture }))
  await ok(
    shop.importCatalog(operator, {
      categories: [{ name: 'Ba"th\\' }],
      products: [
        { name: "Soap", description: "a\nb\t\u2028", price: "3.50", category: 'Ba"th\\', stock: 50 },
        {
          name: "Shirt",
          description: "",
          price: 7,
          category: 'Ba"th\\',
          variants: [{ size: "S", color: "Red", stock: 9 }],
        },
      ],
    }),
  )
  const [soap] = await shop.listProducts()
  if (soap === undefined) throw new Error("no product")
  const key = firstKey()
  const order = await ok(shop.placeOrder(mia, { lines: [{ product: soap.id, quantity: 2 }], idempotencyKey: key }))
  await ok(shop.restock(admin, { product: soap.id, quantity: 1, idempotencyKey: key }))
  await ok(shop.takeStock(admin, { product: soap.id, counted: 40, reason: "One is broken" }))
  for (const status of ["paid", "shipped"] as const)
    await ok(shop.changeOrderStatus(admin, { order: order.id, status }))
  await ok(shop.noteOrder(admin, { order: order.id, note: "Ring twice" }))
  const received = Promise.withResolvers<void>()
  const stop = shop.subscribe("mail", async () => received.resolve())
  await received.promise
  await stop()
}

export const firstKey = () => Result.getOrThrow(idempotencyKey("order-1"))
