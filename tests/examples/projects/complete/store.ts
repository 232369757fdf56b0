import { type SQL, sql } from "drizzle-orm"
import { drizzle } from "drizzle-orm/node-postgres"
import { integer, pgTable, text } from "drizzle-orm/pg-core"
import { type HostSql, migrate, type OrderId, openShop, operator, type ProductId, total } from "shopwright"
import { policies } from "./rules.ts"

const invoices = pgTable("invoice", { order: integer().primaryKey(), recipient: text().notNull(), cents: integer() })
/** The payments that the provider reported, by the provider's ids. */
const payments = pgTable("payment", { id: text().primaryKey(), order: integer().notNull(), outcome: text() })

const tables = sql`
  create table if not exists invoice ("order" integer primary key, recipient text not null, cents integer not null);
  create table if not exists payment (id text primary key, "order" integer not null, outcome text)`

/** Turns `$1`, `$2` and so on into parameters of Drizzle. */
const statement = (text: string, values: ReadonlyArray<unknown>): SQL =>
  sql.join(text.split(/\$(\d+)/).map((part, i) => (i % 2 === 0 ? sql.raw(part) : sql.param(values[Number(part) - 1]))))

/** A user of our authentication, who has no account of the shop's own. */
export interface User {
  readonly id: string
  readonly email: string
}

/** What the buyer sends. */
export interface Basket {
  readonly lines: ReadonlyArray<{ readonly product: ProductId; readonly quantity: number }>
  readonly voucher?: string
  readonly giftNote?: string
}

/** A message of the payment provider, whose signature was checked. The provider repeats it until we respond. */
export interface PaymentMessage {
  readonly id: string
  readonly order: OrderId
}

/** Opens our store, and creates the tables that are missing. */
export const openStore = async (url: string) => {
  const db = drizzle(url)
  await db.execute(tables)
  await migrate({ pool: db.$client })
  const shop = await openShop({
    database: { pool: db.$client },
    policies,
    metadata: { order: ({ giftNote = "" }) => (typeof giftNote === "string" ? null : "giftNote must be a text") },
  })
  type Transaction = Parameters<Parameters<typeof db.transaction>[0]>[0]
  const joined = (tx: Transaction) => {
    const run: HostSql = (text, values) => tx.execute(statement(text, values))
    return shop.withTransaction(run)
  }

  /** Places the order and writes its invoice, both or neither. */
  const checkOut = (user: User, { lines, ...metadata }: Basket) =>
    db.transaction(async (tx) => {
      const placed = await joined(tx).placeOrder({ externalId: user.id }, { lines, metadata })
      if (placed.ok)
        await tx.insert(invoices).values({ order: placed.value.id, recipient: user.email, cents: total(placed.value) })
      return placed
    })

  /** Marks the order as paid once, however often the message arrives. Returns whether the payment was new. */
  const receivePayment = (message: PaymentMessage): Promise<boolean> =>
    db.transaction(async (tx) => {
      // A repeated message waits here for a concurrent one, and then finds its row.
      const added = await tx.insert(payments).values(message).onConflictDoNothing().returning()
      if (added.length === 0) return false
      const paid = await joined(tx).changeOrderStatus(operator, { order: message.order, status: "paid" })
      const outcome = paid.ok ? "paid" : `refund: ${paid.error._tag}`
      await tx.update(payments).set({ outcome }).where(sql`id = ${message.id}`)
      return true
    })

  /** Sends a receipt for each order that was paid, at least once. */
  const sendReceipts = (send: (user: string | null, order: OrderId) => Promise<void>) =>
    shop.subscribe("receipts", async ({ event }) => {
      if (event._tag !== "OrderStatusChanged" || event.to !== "paid") return
      const viewed = await shop.viewOrder(operator, event.order)
      if (!viewed.ok) return
      const buyer = await shop.viewAccount(operator, viewed.value.order.account)
      await send(buyer.ok ? buyer.value.account.externalId : null, event.order)
    })

  const close = async () => {
    await shop.close()
    await db.$client.end()
  }
  return { shop, db, checkOut, receivePayment, sendReceipts, close }
}
