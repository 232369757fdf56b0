// Runs every rule of a transaction over one database layer: node main.ts LAYER DATABASE_URL
import { deepStrictEqual } from "node:assert/strict"
import { Pool } from "pg"
import { migrate, openShop, operator } from "shopwright"
import type { InTransaction, Layer } from "./layer.ts"

const [name, url = ""] = process.argv.slice(2)
const { open }: { readonly open: (url: string) => Promise<Layer> } = await import(`./${name}.ts`)
const pool = new Pool({ connectionString: url })
await pool.query("create table invoice (id serial primary key, note text not null)")
await migrate({ pool })
const shop = await openShop({ database: { pool }, passwordCost: 4 })
const product = { name: "Soap", description: '{"digits": 12}', price: "3.00", category: "Bath", stock: 20 }
await shop.importCatalog(operator, { categories: [{ name: "Bath" }], products: [product] })
const mia = await shop.register({ username: "12345", password: "a-long-password" })
const [soap] = await shop.listProducts()
if (!mia.ok || soap === undefined) throw new Error("the shop needs a buyer and a product")
const buyer = mia.value.account
const admin = { ...buyer, isAdmin: true }
const received: Array<string> = []
shop.subscribe("host", async ({ event }) => void received.push(event._tag))

const layer = await open(url)
const undo = new Error("the host changed its mind")
const transaction = (work: (inside: InTransaction) => Promise<void>) =>
  layer.run(work).catch((error: unknown) => {
    if (error !== undo) throw error
  })
const counts = async () => {
  const { rows } = await pool.query<{ n: number }>("select count(*)::int as n from invoice")
  const { orders } = await shop.pageOrders(buyer, { limit: 100 })
  return { invoices: rows[0]?.n, orders: orders.length, available: (await shop.listProducts())[0]?.available }
}

// Rolled back: nothing is written.
await transaction(async ({ transaction, note }) => {
  const joined = shop.withTransaction(transaction)
  const placed = await joined.placeOrder(buyer, { lines: [{ product: soap.id, quantity: 3 }] })
  deepStrictEqual(placed.ok && placed.value.lines.map(({ quantity, price }) => [quantity, price]), [[3, 300]])
  await note("never sent")
  deepStrictEqual((await joined.listProducts())[0]?.available, 17)
  throw undo
})
deepStrictEqual(await counts(), { invoices: 0, orders: 0, available: 20 })

// Committed together. Refused calls leave the transaction usable.
await transaction(async ({ transaction, note }) => {
  const joined = shop.withTransaction(transaction)
  const lines = [{ product: soap.id, quantity: 2 }]
  const placed = await joined.placeOrder(buyer, { lines, delivery: { address: "42", phone: "+14155550100" } })
  if (!placed.ok) throw new Error(placed.error._tag)
  const refused = await joined.placeOrder(buyer, { lines: [{ product: soap.id, quantity: 99 }] })
  deepStrictEqual(refused.ok || refused.error._tag, "InsufficientStock")
  const taken = await joined.createCategory(admin, { name: "Bath" })
  deepStrictEqual(taken.ok || taken.error._tag, "CategoryNameTaken")
  const again = await joined.register({ username: "12345", password: "a-long-password" })
  deepStrictEqual(again.ok || again.error._tag, "IdentifierTaken")
  const page = await joined.pageOrders(buyer, { limit: 10 })
  deepStrictEqual(
    page.orders.map(({ id, username, delivery, createdAt }) => [
      id,
      username,
      delivery?.address,
      createdAt instanceof Date,
    ]),
    [[placed.value.id, "12345", "42", true]],
  )
  const filled = await joined.restock(admin, { product: soap.id, quantity: 5 })
  deepStrictEqual(filled, { ok: true, value: { stockItem: soap.stockItem ?? soap.id, onHand: 25, reserved: 2 } })
  const paid = await joined.changeOrderStatus(admin, { order: placed.value.id, status: "paid" })
  deepStrictEqual(paid.ok && paid.value.status, "paid")
  const viewed = await joined.viewOrder(buyer, placed.value.id)
  deepStrictEqual(viewed.ok && viewed.value.steps.map(({ status }) => status), ["created", "paid"])
  const edited = await joined.editProduct(admin, { product: soap.id, changes: { description: "[1]" } })
  deepStrictEqual(edited.ok && edited.value.description, "[1]")
  await note("sent")
})
deepStrictEqual(await counts(), { invoices: 1, orders: 1, available: 23 })
await layer.close()
await shop.close()
await pool.end()
console.log("ok")
