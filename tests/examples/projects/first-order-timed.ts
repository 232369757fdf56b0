// Prints the milliseconds from openShop to a first order, as elapsed time and as CPU time. The smaller one counts:
// other programs may use the machine, and the shop's threads may use several processors.
import { openShop } from "shopwright"

const cpu = process.cpuUsage()
const begun = performance.now()
const shop = await openShop({ database: "memory" })
const soap = { name: "Soap", description: "Olive oil", price: "3.50", category: "Bath", stock: 12 }
await shop.importCatalog({ categories: [{ name: "Bath" }], products: [soap] })
const mia = await shop.register({ username: "mia", password: "a-long-password" })
const [first] = await shop.listProducts()
if (!mia.ok || first === undefined) throw new Error("the shop needs a buyer and a product")
const placed = await shop.placeOrder(mia.value.account, { lines: [{ product: first.id, quantity: 2 }] })
if (!placed.ok) throw new Error(placed.error._tag)
const { user, system } = process.cpuUsage(cpu)
console.log(Math.min(performance.now() - begun, (user + system) / 1000))
await shop.close()
