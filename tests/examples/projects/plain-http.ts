import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { openShop, operator } from "shopwright"
import { router } from "shopwright/http"

const shop = await openShop({ database: "memory" })
const soap = { name: "Soap", description: "Olive oil", price: "3.50", category: "Bath", stock: 12 }
await shop.importCatalog(operator, { categories: [{ name: "Bath" }], products: [soap] })

const api = router(shop, { dialect: "ecommerce-backend" })
const server = createServer((request, response) => {
  if (request.url?.startsWith("/api/")) return api(request, response)
  response.end("a page of the host's")
})
server.listen(0, "127.0.0.1", () => {
  console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
})
process.once("SIGTERM", () => server.close(() => void shop.close()))
