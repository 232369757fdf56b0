// Is bundled by the tests of bundlers: registers a buyer, places an order, and opens a database without its packages.
import { openShop, operator } from "shopwright"

const main = async () => {
  await using shop = await openShop({ database: "memory" })
  const soap = { name: "Soap", description: "Olive oil", price: "3.50", category: "Bath", stock: 12 }
  await shop.importCatalog(operator, { categories: [{ name: "Bath" }], products: [soap] })
  const mia = await shop.register({ username: "mia", password: "a-long-password" })
  const [first] = await shop.listProducts()
  if (!mia.ok || first === undefined) throw new Error("the shop needs a buyer and a product")
  const placed = await shop.placeOrder(mia.value.account, { lines: [{ product: first.id, quantity: 2 }] })
  console.log(placed.ok ? `order ${placed.value.id} is ${placed.value.status}` : placed.error._tag)
  await openShop({ database: { url: "postgres://localhost/none" } }).catch((error) => console.log(error.message))
}

main().catch((error) => {
  console.error(error)
  process.exitCode = 1
})
