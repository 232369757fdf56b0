import { Client, Pool } from "pg"
import { afterAll, beforeAll, expect, it } from "vitest"
import { migrate, openShop } from "../../composition/index.ts"
import { shopwright, temporaryFolder } from "../cli/shopwright.ts"
import { serverUrl } from "../support/postgres.ts"

let url: string

beforeAll(async () => {
  const server = await serverUrl()
  const client = new Client({ connectionString: server })
  await client.connect()
  await client.query("create database latin1_shop encoding 'LATIN1' locale 'C' locale_provider libc template template0")
  await client.end()
  const named = new URL(server)
  named.pathname = "/latin1_shop"
  url = named.href
})

afterAll(async () => {
  const client = new Client({ connectionString: await serverUrl() })
  await client.connect()
  await client.query("drop database latin1_shop with (force)")
  await client.end()
})

const rejection = { name: "UnsupportedEncoding", message: expect.stringContaining("LATIN1") }

it("rejects a database that is not encoded in UTF-8, before it writes anything", async () => {
  await expect(migrate({ url })).rejects.toMatchObject(rejection)
  await expect(openShop({ database: { url } })).rejects.toMatchObject(rejection)
  const pool = new Pool({ connectionString: url })
  pool.on("error", () => undefined)
  await expect(migrate({ pool })).rejects.toMatchObject(rejection)
  expect((await pool.query("select from pg_namespace where nspname = 'shopwright'")).rowCount).toBe(0)
  await pool.end()
})

const env = { SHOPWRIGHT_SECRET: "0123456789abcdef0123456789abcdef" }

it("reports that on the command line", async () => {
  for (const command of ["migrate", "serve"])
    expect(await shopwright([command, "--database", url], { cwd: temporaryFolder(), env })).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("UTF8"),
    })
})
