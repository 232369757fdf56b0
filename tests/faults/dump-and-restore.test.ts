import { operator } from "../../domain/account/actor.ts"
import "./patience.ts"
import { execFileSync } from "node:child_process"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, describe, expect, it, vi } from "vitest"
import { adminRules } from "../../adapters/cli/admin.ts"
import type { RecordedEvent } from "../../application/ports/outbox.ts"
import { migrate, openShop } from "../../composition/open-shop.ts"
import type { Shop } from "../../composition/shop.ts"
import type { Account } from "../../domain/account/account.ts"
import { eventually } from "../support/load.ts"
import { debianPrograms, itHasDebianPrograms, startCluster } from "../support/postgres-cluster.ts"
import { describeEvent, scenarios } from "./event-texts.ts"

itHasDebianPrograms()

/** Dumps a database with `pg_dump` and restores it with `psql`, as an operator does. */
const dumpAndRestore = (programs: string, from: string, to: string): void => {
  const dump = execFileSync(join(programs, "pg_dump"), ["--dbname", from], { cwd: tmpdir(), maxBuffer: 1e9 })
  const flags = ["--quiet", "--set", "ON_ERROR_STOP=1", "--single-transaction", "--dbname", to]
  execFileSync(join(programs, "psql"), flags, { input: dump, cwd: tmpdir(), stdio: ["pipe", "ignore", "inherit"] })
}

describe.runIf(debianPrograms !== undefined)("a dump that a fresh server restores", () => {
  const ending: Array<() => unknown> = []
  afterAll(async () => {
    for (const end of ending.reverse()) await end()
  })
  const server = async () => {
    const cluster = await startCluster(debianPrograms ?? "")
    ending.push(cluster.remove)
    return cluster.url
  }
  const open = async (url: string) => {
    const shop = await openShop({ database: { url }, onBackgroundError: () => {} })
    ending.push(() => shop.close())
    return shop
  }
  const placedBy = (admin: Account) => async (shop: Shop) => {
    const lines = (await shop.listProducts()).map(({ id }) => ({ product: id, quantity: 1 }))
    const placed = await shop.placeOrder(admin, { lines })
    if (!placed.ok) throw new Error(placed.error._tag)
    return placed.value.id
  }

  it("delivers every undelivered event once and in order to each subscriber, and skips none", async () => {
    const old = await server()
    await migrate({ url: old })
    const before = await open(old)
    const created = await before.createAdmin({ username: "root", password: "correct horse" }, adminRules)
    if (!created.ok) throw new Error(created.error._tag)
    const { account: admin } = created.value
    const place = placedBy(admin)
    const soap = { name: "Soap", description: "", price: "3.50", category: "Bath", stock: 500 }
    await before.importCatalog(operator, { categories: [{ name: "Bath" }], products: [soap] })
    // Raises the transaction ids of this server above those of a fresh one.
    for (const { id } of await before.listProducts())
      for (let n = 0; n < 100; n++) await before.restock(admin, { product: id, quantity: 1 })

    const delivered: Array<string> = []
    const stop = before.subscribe("mail", async (recorded) => void delivered.push(describeEvent(recorded)))
    const handler = async ({ event }: RecordedEvent) => {
      if (event._tag === "OrderPlaced") throw new Error("the printer is off")
    }
    const failed = vi.fn(handler)
    before.subscribe("invoices", failed)
    const first = await place(before)
    await eventually("mail received the order", () => delivered.includes(`placed ${first}`))
    await eventually("the invoice failed", () => failed.mock.calls.some(([{ event }]) => event._tag === "OrderPlaced"))
    await stop()
    const ids = [await place(before), await place(before)]
    for (const order of ids) await before.changeOrderStatus(admin, { order, status: "paid" })
    await before.close()

    const fresh = await server()
    dumpAndRestore(debianPrograms ?? "", old, fresh)
    const restored = await open(fresh)
    const [mail, invoices]: [Array<RecordedEvent>, Array<RecordedEvent>] = [[], []]
    restored.subscribe("mail", async (recorded) => void mail.push(recorded))
    restored.subscribe("invoices", async (recorded) => void invoices.push(recorded))
    const last = await place(restored)
    await eventually("mail received all", () => mail.length >= 5)
    await eventually("all invoices were printed", () => invoices.length >= 6)

    expect(mail.map(describeEvent)).toEqual([
      ...ids.map((id) => `placed ${id}`),
      ...ids.map((id) => `paid ${id}`),
      `placed ${last}`,
    ])
    expect(new Set(invoices.map(({ id }) => id)).size).toBe(invoices.length)
    const paid = ids.map((id) => [id, "placed paid"])
    expect(scenarios(invoices.map(describeEvent))).toEqual(
      Object.fromEntries([[first, "placed"], ...paid, [last, "placed"]]),
    )
    expect(await restored.auditStock({ repair: false })).toEqual([])
  })
})
