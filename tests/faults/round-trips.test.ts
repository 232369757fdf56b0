import { Result } from "effect"
import { Pool } from "pg"
import { afterAll, beforeAll, beforeEach, expect } from "vitest"
import { adminRules } from "../../adapters/cli/admin.ts"
import { migrate, openShop } from "../../composition/open-shop.ts"
import type { ShopOptions } from "../../composition/settings.ts"
import type { Shop } from "../../composition/shop.ts"
import type { Account } from "../../domain/account/account.ts"
import type { Money } from "../../domain/catalog/money.ts"
import type { Product, ProductId } from "../../domain/catalog/product.ts"
import { idempotencyKey } from "../../domain/order/idempotency-key.ts"
import type { OrderId } from "../../domain/order/order.ts"
import { type Database, freshDatabase } from "../support/postgres.ts"
import { nameOf, type RecordingPool, recordingPool } from "../support/recording-pool.ts"
import { compareRoundTrips, type Path } from "../support/round-trips.ts"
import { successOf } from "../support/success-of.ts"

/** A shop over a pool that records its statements. */
let database: Database
let host: Pool
let recorded: RecordingPool
let shop: Shop
let admin: Account
let product: Product

const opened: Array<Shop> = []
const open = async (options: Partial<ShopOptions> = {}): Promise<Shop> => {
  const shop = await openShop({ passwordCost: 4, ...options, database: { pool: recorded.pool } })
  opened.push(shop)
  return shop
}

beforeAll(async () => {
  database = await freshDatabase()
  await migrate({ url: database.url })
  host = new Pool({ connectionString: database.url })
  host.on("error", () => undefined)
  recorded = recordingPool(host)
  shop = await open()
  admin = successOf(await shop.createAdmin({ username: "root", password: "correct horse" }, adminRules)).account
})
beforeEach(async () => {
  const category = successOf(await shop.createCategory(admin, { name: `Lamps ${crypto.randomUUID()}` })).id
  const lamp = { name: "Lamp", description: "", price: 1250 as Money, category, variants: [], stock: 1 }
  product = successOf(await shop.createProduct(admin, lamp))
})
afterAll(async () => {
  for (const shop of opened) await shop.close()
  await host.end()
  await database.drop()
})

const key = (text: string) => Result.getOrThrow(idempotencyKey(text))
const linesOf = (id: ProductId, quantity = 1) => [{ product: id, quantity }]
const order = async (by = shop): Promise<OrderId> =>
  successOf(await by.placeOrder(admin, { lines: linesOf(product.id) })).id

let limited: Shop
let placed: OrderId
const restock = () => shop.restock(admin, { product: product.id, quantity: 1 })
const withKey = () => shop.placeOrder(admin, { lines: linesOf(product.id), idempotencyKey: key(`again-${product.id}`) })

/** What is done on each path of the table. The first function prepares, the second is recorded. */
const paths: Readonly<Record<string, Path>> = {
  "An order that fits": [async () => {}, () => order()],
  "An order that names its stock item alone": [
    async () => {},
    () => shop.placeOrder(admin, { lines: [{ stockItem: product.stockItem ?? expect.fail(), quantity: 1 }] }),
  ],
  "An order with an idempotency key": [
    async () => {},
    () => shop.placeOrder(admin, { lines: linesOf(product.id), idempotencyKey: key("first") }),
  ],
  "The same order with the same key again": [() => restock().then(withKey), withKey],
  "The same order with the same key again, when nothing is left": [withKey, withKey],
  "An order of more than is available": [
    async () => {},
    () => shop.placeOrder(admin, { lines: linesOf(product.id, 2) }),
  ],
  "Two orders at once for the last unit": [
    async () => {},
    () => Promise.all([1, 2].map(() => shop.placeOrder(admin, { lines: linesOf(product.id) }))),
  ],
  "Two orders at once that fit": [restock, () => Promise.all([order(), order()])],
  "An order in a shop with `maxUnpaidOrders`": [
    async () => {
      limited = await open({ maxUnpaidOrders: 1_000_000 })
    },
    () => order(limited),
  ],
  "A change of status": [
    async () => {
      placed = await order()
    },
    () => shop.changeOrderStatus(admin, { order: placed, status: "paid" }),
  ],
  "A cancellation": [
    async () => {
      placed = await order()
    },
    () => shop.cancelOrder(admin, placed),
  ],
}

compareRoundTrips("performance.md", paths, () => recorded.taken().map(nameOf))
