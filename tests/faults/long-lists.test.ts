import type { IncomingMessage } from "node:http"
import { request } from "node:http"
import { afterAll, beforeAll, expect, it } from "vitest"
import { memoryOf, readLargeResponse } from "../support/large-response.ts"
import { addManyOrders } from "../support/many-orders.ts"
import { type Database, freshDatabase } from "../support/postgres.ts"
import { ADMIN, migrate, type ServerProcess, startServer } from "../support/server-process.ts"
import { type ShopClient, shopClient } from "../support/shop-client.ts"

const ORDERS = 50_000
/** The limit on what a list may add to the server's memory. Held as a whole, these orders would take twice as much. */
const MAX_GROWTH_MB = 90
/** More clients than the server has connections to its database. */
const SLOW_READERS = 12

let database: Database
let server: ServerProcess
let client: ShopClient
let token: string

beforeAll(async () => {
  database = await freshDatabase()
  await migrate(database.url)
  await addManyOrders(database.url, ORDERS)
  server = await startServer(database.url)
  client = shopClient(server.url)
  token = await client.logIn(ADMIN)
})
afterAll(async () => {
  client?.close()
  await server?.end("SIGKILL")
  await database?.drop()
})

const orders = () => `${server.url}/api/orders/`

it(`lists ${ORDERS} orders in hardly more memory than one`, { timeout: 60_000 }, async () => {
  const before = memoryOf(server.pid).now

  const response = await readLargeResponse(orders(), token)

  expect(response).toMatchObject({ orders: ORDERS, isArray: true })
  expect(memoryOf(server.pid).peak - before).toBeLessThan(MAX_GROWTH_MB)
})

it("holds neither memory nor connections for clients that stop reading", { timeout: 60_000 }, async () => {
  const before = memoryOf(server.pid).now
  const readers = await Promise.all(Array.from({ length: SLOW_READERS }, beginToRead))
  try {
    // Other requests are served meanwhile, including those that read the database.
    for (let i = 0; i < 20; i++) {
      const response = await client.call("GET", `orders/?limit=5`, token)
      expect(response.status).toBe(200)
    }
    expect(memoryOf(server.pid).now - before).toBeLessThan(MAX_GROWTH_MB)
  } finally {
    for (const reader of readers) reader.destroy()
  }
})

/** A response of which only the first bytes are read. */
const beginToRead = (): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    const options = { headers: { authorization: `Token ${token}` }, agent: false }
    request(orders(), options, (response) => {
      response.once("readable", () => resolve(response))
    })
      .once("error", reject)
      .end()
  })
