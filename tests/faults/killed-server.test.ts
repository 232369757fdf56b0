import "./patience.ts"
import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { createEmptyFolder } from "../support/empty-folder.ts"
import { dice } from "../support/load.ts"
import { freshDatabase } from "../support/postgres.ts"
import { ADMIN, type Ending, migrate, type ServerProcess, startServer } from "../support/server-process.ts"
import { type Line, placed, type ShopClient, shopClient } from "../support/shop-client.ts"

const CLIENTS = 16
const STOCK = 100_000

const databases = [
  {
    kind: "PostgreSQL",
    make: async () => {
      const database = await freshDatabase()
      await migrate(database.url)
      return { location: database.url, remove: database.drop }
    },
  },
  {
    kind: "PGlite in a folder",
    make: async () => {
      const folder = await mkdtemp(join(tmpdir(), "shopwright-killed-"))
      await createEmptyFolder(folder)
      return { location: folder, remove: () => rm(folder, { recursive: true, force: true }) }
    },
  },
]

describe.each(databases)("a server that is killed under load, on $kind", ({ make }) => {
  let database: Awaited<ReturnType<typeof make>>
  let server: ServerProcess
  let client: ShopClient

  beforeEach(async () => {
    database = await make()
    await restart()
  })
  afterEach(async () => {
    client?.close()
    if (server?.isRunning()) await server.end("SIGKILL")
    await database?.remove()
  })

  const restart = async () => {
    client?.close()
    server = await startServer(database.location)
    client = shopClient(server.url)
  }

  /** Many clients buy until the server is gone. It is killed after the given number of acknowledged orders. */
  const buyUntilKilled = async (token: string, goods: ReadonlyArray<Line>, killAfter: number) => {
    const roll = dice(killAfter)
    const acknowledged = new Map<number, ReadonlyArray<Line>>()
    let sent = 0
    let killed: Promise<Ending> | undefined
    const buy = async (): Promise<void> => {
      for (;;) {
        sent++
        const first = roll(goods.length)
        const lines = goods.slice(first, first + 3)
        const response = await client.placeOrder(token, lines).catch(() => undefined)
        if (response === undefined) return
        expect(response.status).toBe(201)
        acknowledged.set(placed(response).id, lines)
        if (acknowledged.size === killAfter) killed = server.end("SIGKILL")
      }
    }
    await Promise.all(Array.from({ length: CLIENTS }, buy))
    expect(await killed).toEqual({ code: null, signal: "SIGKILL" })
    return { acknowledged, sent }
  }

  it("has every acknowledged order after its restart", async () => {
    const admin = await client.logIn(ADMIN)
    const category = await client.addCategory(admin, "Skincare")
    const goods = await client.addProduct(admin, category, Array(10).fill(STOCK))

    const { acknowledged, sent } = await buyUntilKilled(admin, goods, 200)
    await restart()

    expect(acknowledged.size).toBeGreaterThanOrEqual(200)
    const orders = await client.orders(admin)
    const shown = new Map(orders.map(({ id, items }) => [id, items]))
    for (const [id, lines] of acknowledged) expect(shown.get(id), `order ${id}`).toMatchObject(lines)
    // Unacknowledged orders may exist or not, but no order exists twice.
    expect(orders.length).toBeLessThanOrEqual(sent)
    const pieces = orders.flatMap(({ items }) => items).reduce((sum, { quantity }) => sum + quantity, 0)
    const [product] = await client.products()
    const left = product?.variants.reduce((sum, { stock }) => sum + stock, 0)
    expect(left).toBe(10 * STOCK - pieces)
    expect((await client.placeOrder(admin, goods)).status).toBe(201)
  })
})
