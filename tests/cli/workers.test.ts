import { writeFileSync } from "node:fs"
import { Agent, get } from "node:http"
import { createServer } from "node:net"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from "vitest"
import { migrate } from "../../composition/open-shop.ts"
import { type Database, freshDatabase } from "../support/postgres.ts"
import { type LogLine, type Server, shopwright, startServer, temporaryFolder } from "./shopwright.ts"

// Each test starts several processes.
vi.setConfig({ testTimeout: 180_000 })

let database: Database
beforeAll(async () => {
  database = await freshDatabase()
  await migrate(database)
})
afterAll(() => database.drop())

const env = () => ({
  DATABASE_URL: database.url,
  SHOPWRIGHT_SECRET: "0123456789abcdef0123456789abcdef",
  SHOPWRIGHT_CATALOG: "demo",
})

const lines = (server: Server, msg: string): ReadonlyArray<LogLine> => server.log().filter((line) => line.msg === msg)

const appears = (server: Server, msg: string, count = 1) =>
  expect.poll(() => lines(server, msg).length, { timeout: 120_000 }).toBeGreaterThanOrEqual(count)

const pidsOf = (server: Server, msg: string) =>
  lines(server, msg).flatMap(({ pid }) => (pid === undefined ? [] : [pid]))

/** Starts two workers. The log arrives through another pipe than the ready line. */
const start = async (args: ReadonlyArray<string>, options: Parameters<typeof startServer>[1]): Promise<Server> => {
  const server = await startServer(args, options)
  await appears(server, "worker ready", 2)
  return server
}

const serve = (): Promise<Server> => start(["--port", "0", "--workers", "2"], { cwd: temporaryFolder(), env: env() })

const isRunning = (pid: number): boolean => {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

/** Sends requests over one connection until it is stopped. Returns the number of requests. Rejects on a failure. */
const client = (url: string, isOver: () => boolean): Promise<number> => {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const ask = () =>
    new Promise<number>((resolve, reject) => {
      get(`${url}/api/products/`, { agent }, (response) => {
        response.resume().once("end", () => resolve(response.statusCode ?? 0))
      }).once("error", reject)
    })
  return (async () => {
    let count = 0
    for (; !isOver() || count === 0; count++) {
      const status = await ask()
      if (status !== 200) throw new Error(`request ${count} got ${status}`)
    }
    agent.destroy()
    return count
  })()
}

describe("serve --workers", () => {
  it("serves the metrics of all workers on one port", async () => {
    const options = { cwd: temporaryFolder(), env: { ...env(), SHOPWRIGHT_METRICS_PORT: "0" } }
    const server = await start(["--port", "0", "--workers", "2"], options)
    await appears(server, "metrics")
    for (let i = 0; i < 4; i++) await fetch(`${server.url}/api/products/`, { headers: { connection: "close" } })
    const text = await (await fetch(lines(server, "metrics")[0]?.url ?? "")).text()
    const workers = new Set(text.match(/(?<=shopwright_queue_length\{[^}]*worker=")\d+/g))
    expect(workers.size).toBe(2)
    expect(text.match(/^# TYPE shopwright_queue_length gauge$/gm)).toHaveLength(1)
    await server.stop("SIGTERM")
  })

  it("prints one ready line, loads the catalogue once, spreads requests, and exits with 0 on SIGTERM", async () => {
    const server = await serve()
    const pids = pidsOf(server, "worker ready")
    expect(new Set(pids).size).toBe(2)
    const products = (await (await fetch(`${server.url}/api/products/`)).json()) as ReadonlyArray<unknown>
    expect(products).toHaveLength(12)
    for (let i = 0; i < 4; i++) await fetch(`${server.url}/api/products/`, { headers: { connection: "close" } })
    const { code, stdout } = await server.stop("SIGTERM")
    expect({ code, stdout }).toEqual({ code: 0, stdout: `shopwright is ready at ${server.url}\n` })
    expect(new Set(lines(server, "request").map(({ worker }) => worker)).size).toBe(2)
    expect(pids.filter(isRunning)).toEqual([])
  })

  it("replaces its workers on SIGHUP without a failed request", async () => {
    const server = await serve()
    let isOver = false
    const clients = Array.from({ length: 8 }, () => client(server.url, () => isOver))
    const failed = Promise.all(clients)
    server.signal("SIGHUP")
    await Promise.race([appears(server, "restart of the workers ends"), failed])
    isOver = true
    for (const count of await failed) expect(count).toBeGreaterThan(1)
    expect(pidsOf(server, "worker ready").filter(isRunning)).toEqual([])
    expect((await fetch(`${server.url}/readyz`)).status).toBe(200)
    expect((await server.stop("SIGTERM")).code).toBe(0)
  })

  it("replaces a crashed worker and serves meanwhile", async () => {
    const server = await serve()
    const [crashed, other] = pidsOf(server, "worker ready")
    if (crashed === undefined || other === undefined) throw new Error("there are no two workers")
    process.kill(crashed, "SIGKILL")
    await appears(server, "worker crashed")
    expect((await fetch(`${server.url}/api/products/`)).status).toBe(200)
    await appears(server, "worker replaced")
    const successors = pidsOf(server, "worker replaced")
    expect([crashed, other, ...successors].map(isRunning)).toEqual([false, true, true])
    expect((await server.stop("SIGTERM")).code).toBe(0)
    expect(successors.map(isRunning)).toEqual([false])
  })

  it("keeps the former workers if a new one does not become ready", async () => {
    const cwd = temporaryFolder()
    const file = join(cwd, "shopwright.config.json")
    writeFileSync(file, JSON.stringify({ workers: 2, port: 0 }))
    const server = await start([], { cwd, env: env() })
    const pids = pidsOf(server, "worker ready")
    writeFileSync(file, JSON.stringify({ workers: 2, hstsSeconds: "a year" }))
    server.signal("SIGHUP")
    await appears(server, "restart of the workers failed; the former workers continue")
    expect(pids.filter(isRunning)).toEqual(pids)
    expect((await fetch(`${server.url}/api/products/`)).status).toBe(200)
  })

  it("serves requests for SHOPWRIGHT_SHUTDOWN_DELAY seconds after SIGTERM", async () => {
    const options = { cwd: temporaryFolder(), env: { ...env(), SHOPWRIGHT_SHUTDOWN_DELAY: "3600" } }
    const server = await startServer(["--port", "0", "--workers", "2"], options)
    const ended = server.stop("SIGTERM")
    const ready = async () => (await fetch(`${server.url}/readyz`)).status
    await expect.poll(ready, { timeout: 60_000 }).toBe(503)
    expect((await fetch(`${server.url}/api/products/`)).status).toBe(200)
    server.signal("SIGINT")
    expect((await ended).code).toBe(0)
  })

  it("ends when no worker can start, with the reason once", async () => {
    const holder = createServer()
    await new Promise<void>((resolve) => holder.listen(0, "127.0.0.1", resolve))
    onTestFinished(() => new Promise<void>((resolve) => holder.close(() => resolve())))
    const address = holder.address()
    const port = typeof address === "object" ? String(address?.port) : ""
    const args = ["serve", "--workers", "2", "--port", port]
    expect(await shopwright(args, { cwd: temporaryFolder(), env: env() })).toEqual({
      code: 1,
      stdout: "",
      stderr: `shopwright: Port ${port} on 127.0.0.1 is in use; choose another port with --port\n`,
    })
  })

  it.each(["memory", "./folder"])("is refused for %s", async (name) => {
    const args = ["serve", "--workers", "auto", "--database", name]
    const { code, stderr } = await shopwright(args, { cwd: temporaryFolder() })
    expect(code).toBe(2)
    expect(stderr).toContain("--workers requires a postgres:// database")
  })

  it.each(["0", "many", "1.5"])("is refused with %s", async (count) => {
    const { code, stderr } = await shopwright(["serve", "--workers", count], { cwd: temporaryFolder() })
    expect(code).toBe(2)
    expect(stderr).toBe(`shopwright: --workers must be auto or a number of processes from 1 to 256, not '${count}'\n`)
  })
})
