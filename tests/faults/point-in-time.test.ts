import { operator } from "../../domain/account/actor.ts"
import "./patience.ts"
import { execFileSync } from "node:child_process"
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, expect, it } from "vitest"
import { migrate, openShop } from "../../composition/open-shop.ts"
import { expectIntact } from "../support/invariants.ts"
import { eventually } from "../support/load.ts"
import { debianPrograms, itHasDebianPrograms, startCluster, startFrom } from "../support/postgres-cluster.ts"
import { query } from "../support/replicated-pair.ts"

// The recipe of docs/operations/postgresql.md.

const ending: Array<() => unknown> = []
afterAll(async () => {
  for (const end of ending.reverse()) await end()
})

itHasDebianPrograms()

it.runIf(debianPrograms !== undefined)("a server is restored to the moment before a mistake", async () => {
  const programs = debianPrograms ?? ""
  const folder = mkdtempSync(join(tmpdir(), "shopwright-archive-"))
  ending.push(() => rmSync(folder, { recursive: true, force: true }))
  const [archive, base] = [join(folder, "wal"), join(folder, "base")]
  mkdirSync(archive)
  // PostgreSQL runs as another user here.
  execFileSync("chmod", ["777", folder, archive])
  const archiving = { archive_mode: "on", archive_command: `test ! -f ${archive}/%f && cp %p ${archive}/%f` }
  const primary = await startCluster(programs, archiving)
  ending.push(primary.remove)
  await migrate({ url: primary.url })

  const shop = await openShop({ database: { url: primary.url }, passwordCost: 4 })
  ending.push(() => shop.close())
  const registered = await shop.register({ username: "mia", password: "correct horse" })
  if (!registered.ok) throw new Error(registered.error._tag)
  const soap = { name: "Soap", description: "", price: "3.50", category: "Bath", stock: 1000 }
  await shop.importCatalog(operator, { categories: [{ name: "Bath" }], products: [soap] })
  const lines = (await shop.listProducts()).map(({ id }) => ({ product: id, quantity: 1 }))
  const placed: Array<number> = []
  const order = async () => {
    const outcome = await shop.placeOrder(registered.value.account, { lines })
    if (!outcome.ok) throw new Error(outcome.error._tag)
    placed.push(outcome.value.id)
  }
  for (let i = 0; i < 5; i++) await order()
  execFileSync(join(programs, "pg_basebackup"), ["-d", primary.url, "-D", base, "-c", "fast"], { stdio: "ignore" })
  for (let i = 0; i < 5; i++) await order()
  const [moment] = await query<{ now: string }>(primary.url, "select clock_timestamp()::text as now")
  await query(primary.url, "delete from shopwright.order_line")
  const [switched] = await query<{ file: string }>(primary.url, "select pg_walfile_name(pg_switch_wal()) as file")
  await eventually("the log is archived", async () => {
    const text = `select from pg_stat_archiver where last_archived_wal >= '${switched?.file}'`
    return (await query(primary.url, text)).length === 1
  })
  await shop.close()
  await primary.crash()

  writeFileSync(join(base, "recovery.signal"), "")
  const restored = await startFrom(programs, base, {
    restore_command: `cp ${archive}/%f %p`,
    recovery_target_time: moment?.now ?? "",
    recovery_target_action: "promote",
  })
  ending.push(restored.remove)
  await eventually("the recovery has ended", async () => {
    const [state] = await query<{ recovering: boolean }>(restored.url, "select pg_is_in_recovery() as recovering")
    return state?.recovering === false
  })
  await expectIntact(restored.url, placed, { only: true })
  await using again = await openShop({ database: { url: restored.url } })
  expect(await again.placeOrder(registered.value.account, { lines })).toMatchObject({ ok: true })
})
