import "./patience.ts"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { Client } from "pg"
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest"
import { openMailbox } from "../../adapters/mail/in-memory.ts"
import { serve } from "../../composition/http.ts"
import { migrate, openShop } from "../../composition/open-shop.ts"
import type { Shop } from "../../composition/shop.ts"
import type { Account } from "../../domain/account/account.ts"
import { defaultPasswordRule } from "../../domain/account/password.ts"
import { ADMIN, type Credentials, signInEverywhere } from "../fuzz/credentials.ts"
import { findTargets, type Target } from "../fuzz/targets.ts"
import { openDatabaseProxy } from "../support/database-proxy.ts"
import { sendEveryRequest } from "../support/every-request.ts"
import { fillDisk } from "../support/full-disk.ts"
import { SECRET } from "../support/http.ts"
import { expectIntact } from "../support/invariants.ts"
import { eventually } from "../support/load.ts"
import { migrateToTheFuture } from "../support/newer-schema.ts"
import { createOrdinaryRole } from "../support/ordinary-role.ts"
import { createDatabase, type Database, type PostgresServer, startEmbedded } from "../support/postgres-server.ts"

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined }

let postgres: PostgresServer
let database: Database
let operator: Client
let proxy: Awaited<ReturnType<typeof openDatabaseProxy>>
let shop: Shop
let server: Awaited<ReturnType<typeof serve>>
let buyer: Account
let products: number
let targets: ReadonlyArray<Target>
let credentials: ReadonlyArray<Credentials>
const acknowledged: Array<number> = []

/** Files, and methods that a path does not have. */
const WITHOUT_DATABASE = [
  "GET /nitrmart/media/profile_pictures/:name",
  "GET /shopwright/v1/api-keys/:key",
  "GET /shopwright/v1/pictures/:name",
  "GET /shopwright/v1/products/:product/pictures/:picture",
  "GET /shopwright/v1/sessions/:session",
  "HEAD /nitrmart/media/profile_pictures/:name",
  "HEAD /shopwright/v1/api-keys/:key",
  "HEAD /shopwright/v1/pictures/:name",
  "HEAD /shopwright/v1/products/:product/pictures/:picture",
  "HEAD /shopwright/v1/sessions/:session",
  // The shop takes no guest orders.
  "POST /shopwright/v1/guest-orders",
  // A wrong code is rejected first.
  "POST /shopwright/v1/setup/admin",
]

/** The shop connects as a role without special rights, so that limits on connections apply to it. */
const ROLE = "outages"

beforeAll(async () => {
  // A server of its own, because it crashes here.
  postgres = await startEmbedded()
  database = await createDatabase(postgres.url)
  await migrate({ url: database.url })
  operator = await connect()
  proxy = await openDatabaseProxy(await createOrdinaryRole(operator, database.url, ROLE))
  shop = await openShop({
    database: { url: proxy.url },
    passwordCost: 4,
    secret: SECRET,
    media: join(tmpdir(), "shopwright-outages"),
    mail: { mailer: openMailbox().mailer, passwordUrl: "https://shop.example/account" },
    onBackgroundError: () => undefined,
  })
  const admin = await shop.createAdmin(ADMIN, { required: [], password: defaultPasswordRule })
  if (!admin.ok) throw new Error("the admin was refused")
  buyer = admin.value.account
  const goods = { name: "Soap", description: "Plain", price: 3, category: "Bath", stock: 1_000_000 }
  await shop.importCatalog(buyer, { categories: [{ name: "Bath" }], products: [goods] })
  targets = await findTargets(shop)
  // Finding the targets calls each endpoint, the one that loads the demo included.
  products = (await shop.listProducts()).length
  credentials = await signInEverywhere(shop)
  server = await serve({ shop, host: "127.0.0.1", port: 0, log: quiet })
  await place()
})
afterAll(async () => {
  await server?.close()
  await shop?.close()
  await proxy?.close()
  await operator?.end().catch(() => undefined)
  await postgres?.stop()
})

/** After every outage the shop works again without a restart, and has lost nothing. */
afterEach(async () => {
  await eventually("the shop takes orders again", async () => {
    try {
      await place()
      return true
    } catch (error) {
      expect(error).toMatchObject({ _tag: "StoreUnavailable" })
      return false
    }
  })
  await expectIntact(database.url, acknowledged)
  // Nothing is loaded behind a response of 503.
  expect(await shop.listProducts()).toHaveLength(products)
})

const connect = async (): Promise<Client> => {
  const client = new Client({ connectionString: database.url })
  client.on("error", () => undefined)
  await client.connect()
  return client
}

const place = async (): Promise<void> => {
  const [soap] = await shop.listProducts()
  if (soap === undefined) throw new Error("the shop has no product")
  const placed = await shop.placeOrder(buyer, { lines: [{ product: soap.id, quantity: 1 }] })
  if (!placed.ok) throw new Error(placed.error._tag)
  acknowledged.push(placed.value.id)
}

/** Closes the shop's connections, so that new ones meet the changed settings. */
const closeConnections = () =>
  operator.query("select pg_terminate_backend(pid) from pg_stat_activity where usename = $1", [ROLE])

/** Expects a 503 with `Retry-After` for every request that fails. Returns the requests that failed. */
const expectUnavailable = async (): Promise<ReadonlySet<string>> => {
  const responses = await sendEveryRequest(server.url, targets, credentials)
  const failed = responses.filter(({ status }) => status >= 500)
  for (const { target, status, retryAfter, text } of failed) {
    expect([target, status, retryAfter]).toEqual([target, 503, expect.stringMatching(/^[1-9]\d*$/)])
    expect(JSON.parse(text || "{}")).not.toHaveProperty("cause")
  }
  expect(failed.length).toBeGreaterThan(0)
  return new Set(failed.map(({ target }) => target))
}

describe("every request of every dialect gets a 503 with Retry-After", () => {
  it("while the database rejects connections", async () => {
    proxy.set("rejects")
    const failed = await expectUnavailable().finally(() => proxy.set("forwards"))
    const others = targets.flatMap(({ path, methods }) =>
      methods.filter((method) => method !== "OPTIONS").map((method) => `${method} ${path}`),
    )
    expect(others.filter((target) => !failed.has(target)).sort()).toEqual(WITHOUT_DATABASE)
  })

  it("while the database is read-only", async () => {
    await operator.query(`alter role ${ROLE} set default_transaction_read_only = on`)
    await closeConnections()
    await expectUnavailable()
    await expect(place()).rejects.toMatchObject({ _tag: "StoreUnavailable", cause: { code: "25006" } })
    expect(await shop.listProducts()).toHaveLength(products)
    await operator.query(`alter role ${ROLE} reset default_transaction_read_only`)
    await closeConnections()
  })

  it("while there are too many connections", async () => {
    await operator.query(`alter role ${ROLE} connection limit 0`)
    await closeConnections()
    await expectUnavailable()
    await expect(place()).rejects.toMatchObject({ _tag: "StoreUnavailable", cause: { cause: { code: "53300" } } })
    await operator.query(`alter role ${ROLE} connection limit -1`)
  })

  it("while the tables belong to a newer version", async () => {
    const undo = await migrateToTheFuture(operator)
    const failed = await expectUnavailable()
    expect([...WITHOUT_DATABASE].filter((target) => failed.has(target))).toEqual([])
    expect(failed.size).toBeGreaterThan(50)
    await expect(place()).rejects.toMatchObject({ _tag: "StoreUnavailable", cause: { name: "SchemaMismatch" } })
    await undo()
  })

  it("while an operator cancels its statements", async () => {
    const other = await connect()
    await other.query("begin")
    await other.query("lock table shopwright.session, shopwright.account, shopwright.product, shopwright.category")
    let isOver = false
    const cancelling = (async () => {
      while (!isOver)
        await operator.query(
          "select pg_cancel_backend(pid) from pg_stat_activity where usename = $1 and wait_event_type = 'Lock'",
          [ROLE],
        )
    })()
    try {
      await expectUnavailable()
      await expect(shop.listCategories()).rejects.toMatchObject({ _tag: "StoreUnavailable", cause: { code: "57014" } })
    } finally {
      isOver = true
      await cancelling
      await other.end()
    }
  })
})

it("survives a crash and a restart of the server under load", async () => {
  let isOver = false
  const ends: Array<unknown> = []
  const load = Array.from({ length: 16 }, async () => {
    while (!isOver) ends.push(await place().catch((error: unknown) => error))
  })
  // PostgreSQL treats the death of one server process as a crash: it ends all others and recovers.
  const cutOff = new Promise((resolve) => operator.once("end", resolve))
  process.kill(await pidOfConnection(), "SIGKILL")
  await cutOff
  await eventually("an order failed", async () => ends.some((end) => end !== undefined))
  let reconnected: Client | undefined
  while (reconnected === undefined) reconnected = await connect().catch(() => undefined)
  operator = reconnected
  const before = acknowledged.length
  await eventually("orders are placed again", async () => acknowledged.length > before)
  isOver = true
  await Promise.all(load)
  const failed = ends.filter((end) => end !== undefined)
  expect(failed).toEqual(failed.map(() => expect.objectContaining({ _tag: "StoreUnavailable" })))
})

/** Waits until the shop is connected. Process 0 would be the group of the tests themselves. */
const pidOfConnection = async (): Promise<number> => {
  for (;;) {
    const { rows } = await operator.query<{ pid: number }>("select pid from pg_stat_activity where usename = $1", [
      ROLE,
    ])
    if (rows[0] !== undefined) return rows[0].pid
  }
}

it("reports a full disk, and goes on when there is space", async () => {
  const disk = await fillDisk(operator)
  const error = await untilFails()
  expect(error).toMatchObject({ _tag: "StoreUnavailable", cause: { code: "53100" } })
  await disk.free()
})

const untilFails = async (): Promise<unknown> => {
  for (;;) {
    const error = await place().then(
      () => null,
      (failure: unknown) => failure,
    )
    if (error !== null) return error
  }
}
