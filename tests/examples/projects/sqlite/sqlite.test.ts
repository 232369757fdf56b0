import { execFile } from "node:child_process"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { promisify } from "node:util"
import { openShop, operator } from "shopwright"
import { persistenceModule } from "shopwright/ports"
import { openUseCaseDriver } from "shopwright/testing"
import { describeLaws, describePersistence } from "shopwright/testing/suites"
import { afterAll, beforeAll, expect, it } from "vitest"
import { openSqlite } from "./store.ts"

describePersistence("SQLite", async () => openSqlite(":memory:"))
// The example has no guests.
const without = ["guests order like accounts"]
describeLaws("SQLite", () => openUseCaseDriver(openSqlite(":memory:")), { numRuns: 25, without })

let folder = ""
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "sqlite-"))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** A shop over a file. Both are closed after the test. */
const openFileShop = async (file: string) => {
  const store = openSqlite(join(folder, file))
  const shop = await openShop({ database: "memory", modules: [persistenceModule(store)], passwordCost: 4 })
  const close = async () => {
    await shop.close()
    await store.close()
  }
  return { shop, close }
}

const soap = { name: "Soap", description: "Olive oil", price: "3.50", category: "Bath", stock: 12 }
const catalog = { categories: [{ name: "Bath" }], products: [soap] }

it("keeps orders in a file that is opened again", async () => {
  const first = await openFileShop("kept.sqlite")
  await first.shop.importCatalog(operator, catalog)
  const mia = await first.shop.register({ username: "mia", password: "a-long-password" })
  const [product] = await first.shop.listProducts()
  if (!mia.ok || product === undefined) throw new Error("the shop is not furnished")
  const placed = await first.shop.placeOrder(mia.value.account, { lines: [{ product: product.id, quantity: 2 }] })
  expect(placed).toMatchObject({ ok: true, value: { id: 1, status: "created" } })
  await first.close()

  const again = await openFileShop("kept.sqlite")
  const signIn = { login: "mia", by: ["username"], password: "a-long-password", address: "127.0.0.1" } as const
  expect(await again.shop.logIn(signIn)).toMatchObject({ ok: true, value: { account: { username: "mia" } } })
  expect(await again.shop.listProducts()).toMatchObject([{ name: "Soap", available: 10 }])
  const kept = await again.shop.pageOrders(mia.value.account, { limit: 10 })
  expect(kept.orders).toMatchObject([{ id: 1, lines: [{ quantity: 2, price: 350 }] }])
  await again.close()
})

it("sells no unit twice to two processes on one file", async () => {
  const { shop, close } = await openFileShop("shared.sqlite")
  await shop.importCatalog(operator, { ...catalog, products: [{ ...soap, stock: 100 }] })
  const buyer = fileURLToPath(new URL("buyer.ts", import.meta.url))
  const buying = ["ann", "bob"].map((name) =>
    promisify(execFile)(process.execPath, [buyer, join(folder, "shared.sqlite"), name]),
  )
  const got = (await Promise.all(buying)).map(({ stdout }) => Number(stdout))
  expect((got[0] ?? 0) + (got[1] ?? 0)).toBe(100)
  expect(await shop.auditStock({ repair: false })).toEqual([])
  expect(await shop.listProducts()).toMatchObject([{ available: 0 }])
  await close()
})
