import { Result } from "effect"
import { Pool } from "pg"
import { afterAll, beforeAll } from "vitest"
import { adminRules } from "../../adapters/cli/admin.ts"
import { migrate, openShop } from "../../composition/open-shop.ts"
import type { Shop } from "../../composition/shop.ts"
import type { Account } from "../../domain/account/account.ts"
import type { Money } from "../../domain/catalog/money.ts"
import type { ProductId } from "../../domain/catalog/product.ts"
import { idempotencyKey } from "../../domain/order/idempotency-key.ts"
import type { OrderId } from "../../domain/order/order.ts"
import { type Database, freshDatabase } from "../support/postgres.ts"
import { nameOf, type RecordingPool, recordingPool } from "../support/recording-pool.ts"
import { compareRoundTrips, type Path } from "../support/round-trips.ts"
import { successOf } from "../support/success-of.ts"

/** A shop whose database has the part of Citus's catalogue that the shop reads when it opens. */
let database: Database
let host: Pool
let recorded: RecordingPool
let shop: Shop
let admin: Account
let products: ReadonlyArray<ProductId>

beforeAll(async () => {
  database = await freshDatabase()
  await migrate({ url: database.url })
  host = new Pool({ connectionString: database.url })
  host.on("error", () => undefined)
  await host.query(`set allow_system_table_mods = on;
    create table pg_catalog.pg_dist_partition (logicalrelid regclass);
    insert into pg_catalog.pg_dist_partition values ('shopwright.stock_level');
    reset allow_system_table_mods`)
  recorded = recordingPool(host)
  shop = await openShop({ passwordCost: 4, database: { pool: recorded.pool } })
  admin = successOf(await shop.createAdmin({ username: "root", password: "correct horse" }, adminRules)).account
  const category = successOf(await shop.createCategory(admin, { name: "Lamps" })).id
  const added: Array<ProductId> = []
  for (let i = 0; i < 20; i++) {
    const lamp = { name: `Lamp ${i}`, description: "", price: 1250 as Money, category, variants: [], stock: 100 }
    added.push(successOf(await shop.createProduct(admin, lamp)).id)
  }
  products = added
})
afterAll(async () => {
  await shop.close()
  await host.end()
  await database.drop()
})

const key = Result.getOrThrow(idempotencyKey("first"))
const linesOf = (count: number) => products.slice(0, count).map((product) => ({ product, quantity: 1 }))
const order = async (): Promise<OrderId> => successOf(await shop.placeOrder(admin, { lines: linesOf(1) })).id

let placed: OrderId
const prepare = async () => {
  placed = await order()
}

const paths: Readonly<Record<string, Path>> = {
  "Opening a shop": [async () => {}, () => openShop({ backgroundWork: false, database: { pool: recorded.pool } })],
  "An order of up to 16 stock items": [async () => {}, () => shop.placeOrder(admin, { lines: linesOf(16) })],
  "An order of 17 to 32 stock items": [async () => {}, () => shop.placeOrder(admin, { lines: linesOf(17) })],
  "An order with an idempotency key": [
    async () => {},
    () => shop.placeOrder(admin, { lines: linesOf(1), idempotencyKey: key }),
  ],
  "A change of status": [prepare, () => shop.changeOrderStatus(admin, { order: placed, status: "paid" })],
  "A cancellation": [prepare, () => shop.cancelOrder(admin, placed)],
}

compareRoundTrips("sharding.md", paths, () => recorded.taken().map(nameOf))
