// Run as a process of its own: places and pays orders until it is killed, and prints the acknowledged ones. Its
// subscriber never finishes its first event.
import { Effect } from "effect"
import { adminRules } from "../../adapters/cli/admin.ts"
import { openShop } from "../../composition/open-shop.ts"
import { ProductId } from "../../domain/catalog/product.ts"

const [, , url = "", product = ""] = process.argv
const shop = await openShop({ database: { url } })
const { useCases } = shop
const registration = { username: `seller-${process.pid}`, password: "correct horse" }
const { account: admin } = await Effect.runPromise(useCases.createAdmin(registration, adminRules))
shop.subscribe("mail", ({ id }) => new Promise(() => process.stdout.write(`received ${id}\n`)), { leaseSeconds: 0.5 })

const sell = async (): Promise<never> => {
  for (;;) {
    const lines = [{ product: ProductId(Number(product)), variant: null, quantity: 1 }]
    const { id } = await Effect.runPromise(useCases.placeOrder(admin, { lines, delivery: null }))
    process.stdout.write(`placed ${id}\n`)
    await Effect.runPromise(useCases.changeOrderStatus(admin, { order: id, status: "paid" }))
    process.stdout.write(`paid ${id}\n`)
  }
}
await Promise.all(Array.from({ length: 8 }, sell))
