import { Client } from "pg"
import { expect, it } from "vitest"
import { freshDatabase, serverUrl } from "../support/postgres.ts"
import { startEmbedded } from "../support/postgres-server.ts"

const ask = async (url: string, question: string): Promise<unknown> => {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    const { rows } = await client.query<{ value: unknown }>(question)
    return rows[0]?.value
  } finally {
    await client.end()
  }
}

it("is as durable as a production server, unless it is the one that test files share", async () => {
  const { url, stop } = await startEmbedded()
  try {
    expect(await ask(url, "SELECT current_setting('fsync') AS value")).toBe("on")
    expect(await ask(url, "SELECT current_setting('synchronous_commit') AS value")).toBe("on")
  } finally {
    await stop()
  }
})

it("gives each caller a database of its own", async () => {
  const [one, other] = await Promise.all([freshDatabase(), freshDatabase()])
  try {
    await ask(one.url, "CREATE TABLE mine (id int)")
    expect(await ask(one.url, "SELECT to_regclass('mine')::text AS value")).toBe("mine")
    expect(await ask(other.url, "SELECT to_regclass('mine')::text AS value")).toBeNull()
  } finally {
    await Promise.all([one.drop(), other.drop()])
  }
})

it("drops a database that is still in use", async () => {
  const database = await freshDatabase()
  const lingering = new Client({ connectionString: database.url })
  const cutOff = new Promise((resolve) => lingering.on("error", resolve))
  await lingering.connect()

  await database.drop()

  await cutOff
  const name = new URL(database.url).pathname.slice(1)
  expect(await ask(await serverUrl(), `SELECT count(*)::int AS value FROM pg_database WHERE datname = '${name}'`)).toBe(
    0,
  )
})
