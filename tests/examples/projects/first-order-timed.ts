// Prints how many milliseconds lie between openShop and a first order, and how many of work: the smaller one counts, for
// other programs may have the machine as well, and threads of the shop several processors.
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
