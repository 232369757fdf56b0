// Runs our store once: node main.ts DATABASE_URL
import { deepStrictEqual } from "node:assert/strict"
import { sql } from "drizzle-orm"
import { type Order, type OrderId, operator, total } from "shopwright"
import { openStore } from "./store.ts"

const [url = ""] = process.argv.slice(2)
const store = await openStore(url)
const { shop, db } = store
const product = { name: "Lamp", description: "Brass", price: "40.00", category: "Lamps", stock: 5 }
await shop.importCatalog(operator, { categories: [{ name: "Lamps" }], products: [product] })
const [lamp] = await shop.listProducts()
if (lamp === undefined) throw new Error("the store sells nothing")
const mia = { id: "user_01HZX3", email: "mia@example.com" }
const lines = [{ product: lamp.id, quantity: 1 }]
const count = async (table: "invoice" | "payment") =>
  (await db.execute(sql`select from ${sql.identifier(table)}`)).rows.length

// Receipts are sent for paid orders, to users of our own.
const receipts: Array<readonly [string | null, OrderId]> = []
const received = Promise.withResolvers<void>()
store.sendReceipts(async (...receipt) => {
  receipts.push(receipt)
  received.resolve()
})

// A voucher, shipping, and the tax that the prices contain.
const placed = await store.checkOut(mia, { lines, voucher: "TEN", giftNote: "Happy birthday" })
if (!placed.ok) throw new Error(placed.error._tag)
const amounts = ({ adjustments }: Order) => adjustments.map(({ kind, amount }) => [kind, amount])
deepStrictEqual(
  [amounts(placed.value), total(placed.value), placed.value.metadata],
  [
    [
      ["discount", -400],
      ["shipping", 490],
      ["tax", 653],
    ],
    4090,
    { voucher: "TEN", giftNote: "Happy birthday" },
  ],
)
deepStrictEqual(await count("invoice"), 1)

// Refused orders leave neither an order nor an invoice.
const unknown = await store.checkOut(mia, { lines, voucher: "HUNDRED" })
deepStrictEqual(!unknown.ok && unknown.error._tag === "OrderRefused" && unknown.error.refusal.code, "unknown-voucher")
const sold = await store.checkOut(mia, { lines: [{ product: lamp.id, quantity: 9 }] })
deepStrictEqual(!sold.ok && sold.error._tag, "InsufficientStock")
deepStrictEqual(await count("invoice"), 1)

// An unpaid order is not shipped.
const order = placed.value.id
const early = await shop.changeOrderStatus(operator, { order, status: "shipped" })
deepStrictEqual(!early.ok && early.error._tag === "StatusChangeRefused" && early.error.refusal.code, "not-paid")

// The provider sends its message several times, also at once. The order is paid once.
const message = { id: "evt_1", order }
const handled = await Promise.all([1, 2, 3].map(() => store.receivePayment(message)))
handled.push(await store.receivePayment(message))
deepStrictEqual([handled.filter((isNew) => isNew).length, await count("payment")], [1, 1])
const paid = await shop.viewOrder(operator, order)
deepStrictEqual(paid.ok && paid.value.steps.map(({ status }) => status), ["created", "paid"])

// Money for a cancelled order goes back.
const other = await store.checkOut(mia, { lines })
if (!other.ok) throw new Error(other.error._tag)
await shop.cancelOrder(operator, other.value.id)
await store.receivePayment({ id: "evt_2", order: other.value.id })
const { rows } = await db.execute(sql`select outcome from payment order by id`)
deepStrictEqual(
  rows.map(({ outcome }) => outcome),
  ["paid", "refund: IllegalStatusChange"],
)

await received.promise
deepStrictEqual(receipts, [[mia.id, order]])
await store.close()
console.log("ok")
