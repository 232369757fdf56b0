import { Client } from "pg"
import { afterAll, beforeAll, expect, it } from "vitest"
import { grantsSql } from "../../composition/grants.ts"
import { migrate, openShop } from "../../composition/index.ts"
import { operator } from "../../domain/account/actor.ts"
import { shopwright, temporaryFolder } from "../cli/shopwright.ts"
import { type Database, freshDatabase } from "../support/postgres.ts"

let database: Database
let owner: Client
const role = `serving "${process.pid}"`
const quotedRole = `"${role.replaceAll('"', '""')}"`

beforeAll(async () => {
  database = await freshDatabase()
  await migrate({ url: database.url })
  owner = new Client({ connectionString: database.url })
  await owner.connect()
  await owner.query(`create role ${quotedRole} login password 'serve'`)
})
afterAll(async () => {
  await owner.query(`drop owned by ${quotedRole}; drop role ${quotedRole}`)
  await owner.end()
  await database.drop()
})

const urlOfRole = () => {
  const url = new URL(database.url)
  url.username = encodeURIComponent(role)
  url.password = "serve"
  return url.href
}

it("lets a role with the printed grants serve the shop, and change no tables", async () => {
  const printed = await shopwright(["migrate", "--grants", role, "--database", database.url], {
    cwd: temporaryFolder(),
  })
  expect(printed).toEqual({ code: 0, stderr: "", stdout: grantsSql(role) })
  await owner.query(printed.stdout)
  // Of a later migration.
  await owner.query("create table shopwright.later (id bigserial primary key)")

  await using shop = await openShop({ database: { url: urlOfRole() }, passwordCost: 4 })
  const mia = await shop.register({ username: "mia", password: "a-long-password" })
  if (!mia.ok) throw new Error(mia.error._tag)
  const soap = { name: "Soap", description: "", price: "3.50", category: "Bath", stock: 12 }
  await shop.importCatalog(operator, { categories: [{ name: "Bath" }], products: [soap] })
  const [product] = await shop.listProducts()
  if (product === undefined) throw new Error("no product")
  const lines = [{ product: product.id, quantity: 2 }]
  expect(await shop.placeOrder(mia.value.account, { lines })).toMatchObject({ ok: true })
  expect(await shop.auditStock({ repair: true })).toEqual([])
  await shop.purgeExpired()

  const serving = new Client({ connectionString: urlOfRole() })
  await serving.connect()
  try {
    await serving.query("insert into shopwright.later default values")
    for (const statement of [
      "create table shopwright.mine (id bigint)",
      "drop table shopwright.order_note",
      "truncate shopwright.order_note",
      "alter table shopwright.orders add column mine text",
      "insert into shopwright.schema_version (name) values ('9999-mine')",
    ])
      await expect(serving.query(statement), statement).rejects.toMatchObject({ code: "42501" })
  } finally {
    await serving.end()
  }
})

it("requires a server", async () => {
  const ended = await shopwright(["migrate", "--grants", "x", "--database", "folder"], { cwd: temporaryFolder() })
  expect(ended).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("--grants requires the database of a server"),
  })
})
