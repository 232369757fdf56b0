import type { AddressInfo } from "node:net"
import express from "express"
import { openShop, operator } from "shopwright"
import { router } from "shopwright/http"

const shop = await openShop({ database: "memory" })
const soap = { name: "Soap", description: "Olive oil", price: "3.50", category: "Bath", stock: 12 }
await shop.importCatalog(operator, { categories: [{ name: "Bath" }], products: [soap] })

const app = express()
app.use(express.json())
app.get("/", (_request, response) => void response.send("a page of the host's"))
app.use("/shop", router(shop, { dialect: "ecommerce-backend" }))
const server = app.listen(0, "127.0.0.1", () => {
  console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
})
process.once("SIGTERM", () => server.close(() => void shop.close()))
