import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import express from "express"
import { Client } from "pg"
import { afterEach, beforeAll, describe, expect, it, onTestFinished } from "vitest"
import { dialectNames } from "../../composition/dialects.ts"
import { healthChecks } from "../../composition/http.ts"
import { migrate, openShop } from "../../composition/open-shop.ts"
import { serve } from "../../composition/serve.ts"
import type { Shop } from "../../composition/shop.ts"
import { freshDatabase } from "../support/postgres.ts"
import { createDatabase, startEmbedded } from "../support/postgres-server.ts"

const secret = "a secret for tests that is long enough to sign with"

const ends: Array<() => Promise<unknown>> = []
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end()
})

const served = async (shop: Shop, options: { readonly dialect?: (typeof dialectNames)[number] } = {}) => {
  const lines: Array<string> = []
  const note = (facts: object, message: string) => void lines.push(JSON.stringify({ ...facts, message }))
  const log = { info: note, warn: note, error: note }
  const server = await serve({ shop, host: "127.0.0.1", port: 0, log, ...options })
  ends.push(server.close)
  return { server, url: server.url, lines }
}

const onServer = async (url: string): Promise<Shop> => {
  await migrate({ url })
  const shop = await openShop({ database: { url }, secret })
  ends.push(shop.close)
  return shop
}

const inMemory = async (): Promise<Shop> => {
  const shop = await openShop({ database: "memory", secret })
  ends.push(shop.close)
  return shop
}

const probe = async (url: string) => {
  const response = await fetch(url)
  return { status: response.status, body: await response.json() }
}

const OK = { status: 200, body: { status: "ok" } }
const unavailable = (reason: string) => ({ status: 503, body: { status: "unavailable", reason } })

describe("/livez and /readyz", () => {
  it.each([undefined, ...dialectNames])("respond without sign-in when --dialect is %s", async (dialect) => {
    const { url } = await served(await inMemory(), dialect === undefined ? {} : { dialect })
    for (const path of ["/livez", "/readyz", "/readyz?full"]) {
      const response = await fetch(url + path)
      expect(response.status).toBe(200)
      expect(response.headers.get("cache-control")).toBe("no-store")
      expect(response.headers.get("content-type")).toBe("application/json")
      expect(await response.json()).toEqual({ status: "ok" })
    }
  })

  it("respond to HEAD without a body and to other methods with 405", async () => {
    const { url } = await served(await inMemory())
    const head = await fetch(`${url}/readyz`, { method: "HEAD" })
    expect([head.status, head.headers.get("content-length"), await head.text()]).toEqual([200, "15", ""])
    const post = await fetch(`${url}/livez`, { method: "POST", body: "x" })
    expect([post.status, post.headers.get("allow")]).toEqual([405, "GET, HEAD"])
  })

  it("are not logged, while other requests are", async () => {
    const { url, lines } = await served(await inMemory())
    await probe(`${url}/livez`)
    await probe(`${url}/readyz`)
    await fetch(`${url}/livez/`)
    expect(lines.filter((line) => line.includes('"request"')).map((line) => JSON.parse(line).path)).toEqual(["/livez/"])
  })

  it("report a draining server as not ready while it still serves requests", async () => {
    const { server, url } = await served(await inMemory())
    server.drain()
    expect(await probe(`${url}/readyz`)).toEqual(unavailable("closing"))
    expect(await probe(`${url}/livez`)).toEqual(OK)
    expect((await fetch(`${url}/api/products/`)).status).toBe(200)
  })
})

describe("readiness", () => {
  let database: Awaited<ReturnType<typeof freshDatabase>>
  beforeAll(async () => {
    database = await freshDatabase()
    return database.drop
  })

  const connected = async (): Promise<Client> => {
    const client = new Client({ connectionString: database.url })
    await client.connect()
    onTestFinished(() => client.end())
    return client
  }

  it("fails while the tables have another version, and the log names the migration once", async () => {
    const shop = await onServer(database.url)
    const { url, lines } = await served(shop)
    expect(await probe(`${url}/readyz`)).toEqual(OK)
    const client = await connected()
    await client.query("insert into shopwright.schema_version (name, executed_at) values ('9999-later', now())")
    for (let i = 0; i < 3; i++) expect(await probe(`${url}/readyz`)).toEqual(unavailable("schema"))
    await client.query("delete from shopwright.schema_version where name = '9999-later'")
    expect(await probe(`${url}/readyz`)).toEqual(OK)
    expect(lines.filter((line) => line.includes("not ready"))).toEqual([expect.stringContaining("9999-later")])
    expect(lines.filter((line) => line.includes("ready again"))).toHaveLength(1)
  })

  it("fails within a bounded time when the database hangs, and uses one connection for all probes", async () => {
    const shop = await onServer(database.url)
    const client = await connected()
    await client.query("begin")
    await client.query("lock table shopwright.schema_version in access exclusive mode")
    const states = await Promise.all(Array.from({ length: 20 }, () => shop.readiness()))
    for (const state of states) expect(state).toMatchObject({ ready: false, reason: "database" })
    const { rows } = await client.query(
      "select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
    )
    expect(rows).toHaveLength(1)
    await client.query("rollback")
    await expect.poll(shop.readiness).toEqual({ ready: true })
  })

  it("fails while the database is down, and the process stays live", async () => {
    const postgres = await startEmbedded()
    ends.push(postgres.stop)
    const { url } = await createDatabase(postgres.url)
    const shop = await onServer(url)
    const { url: server } = await served(shop)
    expect(await probe(`${server}/readyz`)).toEqual(OK)
    await postgres.stop()
    expect(await probe(`${server}/readyz`)).toEqual(unavailable("database"))
    expect(await probe(`${server}/livez`)).toEqual(OK)
  })

  it("of a closed shop is closing", async () => {
    const shop = await openShop({ database: "memory" })
    expect(await shop.readiness()).toEqual({ ready: true })
    await shop.close()
    expect(await shop.readiness()).toMatchObject({ ready: false, reason: "closing" })
  })
})

describe("healthChecks of a host", () => {
  it("respond for all shops and leave other paths to the host", async () => {
    const [one, other] = [await inMemory(), await inMemory()]
    const app = express()
    app.use(healthChecks([one, other], { info: () => {}, warn: () => {}, error: () => {} }))
    app.get("/", (_request, response) => void response.send("host"))
    const server = createServer(app).listen(0, "127.0.0.1")
    await new Promise((resolve) => server.once("listening", resolve))
    ends.push(() => new Promise((resolve) => server.close(resolve)))
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    expect(await probe(`${url}/readyz`)).toEqual(OK)
    expect(await (await fetch(url)).text()).toBe("host")
    await other.close()
    expect(await probe(`${url}/readyz`)).toEqual(unavailable("closing"))
  })
})
