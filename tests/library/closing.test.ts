import { mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { Effect } from "effect"
import { Client } from "pg"
import { expect, it, onTestFinished } from "vitest"
import { migrate, openShop } from "../../composition/index.ts"
import { freshDatabase } from "../support/postgres.ts"

it("has no connection to the server after it closed", async () => {
  const database = await freshDatabase()
  onTestFinished(database.drop)
  await migrate({ url: database.url })
  const shop = await openShop({ database: { url: database.url } })
  await shop.listProducts()
  await shop.close()

  const client = new Client({ connectionString: database.url })
  await client.connect()
  onTestFinished(() => client.end())
  // The server ends a session a moment after the client has closed its connection.
  await expect
    .poll(async () => {
      const { rows } = await client.query(
        "select application_name from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()",
      )
      return rows
    })
    .toEqual([])
})

it("finishes the calls that are in progress, in both styles, before it ends the connections", async () => {
  const database = await freshDatabase()
  onTestFinished(database.drop)
  await migrate({ url: database.url })
  const shop = await openShop({ database: { url: database.url }, passwordCost: 4 })
  const registered = shop.register({ username: "mia", password: "a-long-password" })
  const listed = Effect.runPromise(shop.useCases.listProducts())
  const empty = shop.isEmpty()
  const late = shop.useCases.listProducts()
  await shop.close()
  expect(await registered).toMatchObject({ ok: true })
  expect(await listed).toEqual([])
  expect(await empty).toBe(true)
  await expect(shop.isEmpty()).rejects.toThrow("This shop is closed.")
  await expect(Effect.runPromise(late)).rejects.toThrow("This shop is closed.")
})

it("shuts the embedded database down when it closes", async () => {
  const folder = mkdtempSync(join(tmpdir(), "shopwright-closing-"))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const shop = await openShop({ database: { folder } })
  expect(stateOf(folder)).toBe(RUNNING)
  await shop.close()
  expect(stateOf(folder)).toBe(SHUT_DOWN)
})

/** Reads the state from PostgreSQL's control file, which follows the identifier and two versions. */
const stateOf = (folder: string): number => readFileSync(join(folder, "data", "global", "pg_control")).readUInt32LE(16)

const SHUT_DOWN = 1
const RUNNING = 6
