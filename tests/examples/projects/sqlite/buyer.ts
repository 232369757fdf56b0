// Run as two processes: buys one unit after the other until none is left, and prints how many it got.
import { openShop } from "shopwright"
import { persistenceModule } from "shopwright/ports"
import { openSqlite } from "./store.ts"

const [path = "", name = ""] = process.argv.slice(2)
const store = openSqlite(path)
const shop = await openShop({ database: "memory", modules: [persistenceModule(store)], passwordCost: 4 })
const buyer = await shop.register({ username: name, password: "a-long-password" })
const [product] = await shop.listProducts()
if (!buyer.ok || product === undefined) throw new Error("the shop needs a buyer and a product")
let got = 0
while ((await shop.placeOrder(buyer.value.account, { lines: [{ product: product.id, quantity: 1 }] })).ok) got++
console.log(got)
await shop.close()
await store.close()
