import { operator } from "../../domain/account/actor.ts"
import "./patience.ts"
import { afterAll, expect, it } from "vitest"
import { adminRules } from "../../adapters/cli/admin.ts"
import { StoreUnavailable } from "../../application/ports/store-unavailable.ts"
import { migrate, openShop } from "../../composition/open-shop.ts"
import type { IdempotencyKey } from "../../domain/order/idempotency-key.ts"
import { expectIntact } from "../support/invariants.ts"
import { inParallel } from "../support/load.ts"
import { embeddedPrograms } from "../support/postgres-cluster.ts"
import { query, startPair } from "../support/replicated-pair.ts"

const ORDERS = 400
/** The primary crashes when this many orders are acknowledged. */
const CRASH_AFTER = 150

const ending: Array<() => unknown> = []
afterAll(async () => {
  for (const end of ending.reverse()) await end()
})

it("continues on a promoted standby without a restart, and loses no acknowledged order", async () => {
  const { primary, standby } = await startPair(await embeddedPrograms(), ending)
  const servers = `127.0.0.1:${primary.port},127.0.0.1:${standby.port}`
  const url = `postgres://postgres@${servers}/postgres?target_session_attrs=primary`
  await migrate({ url })
  await using shop = await openShop({ database: { url }, onBackgroundError: () => {} })
  const created = await shop.createAdmin({ username: "root", password: "correct horse" }, adminRules)
  if (!created.ok) throw new Error(created.error._tag)
  const { account: admin } = created.value
  const soap = { name: "Soap", description: "", price: "3.50", category: "Bath", stock: 10_000 }
  await shop.importCatalog(operator, { categories: [{ name: "Bath" }], products: [soap] })
  const lines = (await shop.listProducts()).map(({ id }) => ({ product: id, quantity: 1 }))

  let [acknowledged, outages] = [0, 0]
  let promoted: Promise<unknown> | undefined
  const failOver = async () => {
    await primary.crash()
    await query(standby.url, "select pg_promote()")
  }
  const place = async (n: number): Promise<number> => {
    for (;;) {
      const order = { lines, idempotencyKey: `order-${n}` as IdempotencyKey }
      const placed = await shop.placeOrder(admin, order).catch((error: unknown) => {
        if (!(error instanceof StoreUnavailable)) throw error
        outages++
        return new Promise<null>((resolve) => setImmediate(() => resolve(null)))
      })
      if (placed === null) continue
      if (!placed.ok) throw new Error(placed.error._tag)
      if (++acknowledged === CRASH_AFTER) promoted = failOver()
      return placed.value.id
    }
  }
  const orders = Array.from({ length: ORDERS }, (_, n) => n)
  const ids = await inParallel(8, orders, place)
  await promoted
  expect(outages).toBeGreaterThan(0)
  await expectIntact(standby.url, ids, { only: true })
})
