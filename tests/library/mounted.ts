import { createServer, type RequestListener } from "node:http"
import type { AddressInfo } from "node:net"
import { afterEach } from "vitest"
import { openShop, type ShopOptions } from "../../composition/index.ts"
import { operator } from "../../domain/account/actor.ts"
import { client } from "../support/http.ts"

/** Called after each test. */
export const endings: Array<() => Promise<unknown>> = []
afterEach(async () => {
  for (const end of endings.splice(0)) await end()
})

/** Opens a shop in memory with one product. */
export const shopOf = async (product: string, options: Partial<ShopOptions> = {}) => {
  const shop = await openShop({ database: "memory", passwordCost: 4, ...options })
  endings.push(shop.close)
  const soap = { name: product, description: "", price: "3.00", category: "Bath", stock: 5 }
  await shop.importCatalog(operator, { categories: [{ name: "Bath" }], products: [soap] })
  return shop
}

/** Serves an application with a plain Node server. Returns a client of it. */
export const serve = async (app: RequestListener) => {
  const server = createServer(app)
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  endings.push(() => new Promise((resolve) => server.close(resolve)))
  return client(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
}

/** A log that discards everything. */
export const silent = { info: () => undefined, warn: () => undefined, error: () => undefined }
export const dialect = "ecommerce-backend"
export const user = { username: "mia", email: "mia@example.com", password: "a-long-password" }
