import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { Agent, request } from "node:http"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { openBooks } from "./books.ts"
import { ADMIN, migrate, type ServerProcess, startServer } from "./server-process.ts"
import { shopClient } from "./shop-client.ts"
import { openThrottledDatabase } from "./throttled-database.ts"

/** What clients do while the database is overloaded. */
export type Workload = "reads" | "orders" | "sign-ins"

/** What clients saw of an overloaded server. */
export interface Overload {
  readonly accepted: number
  readonly rejected: number
  /** Statuses that the workload does not expect, and errors of connections. */
  readonly others: ReadonlyArray<string>
  /** How many 503s had no Retry-After. */
  readonly withoutRetryAfter: number
  /** The milliseconds until each 503, in ascending order. */
  readonly rejections: ReadonlyArray<number>
  /** The growth of the server's memory after the first quarter of the time, in bytes. */
  readonly memoryGrowth: number
}

/**
 * The round trips that the throttled database makes in a second, and the requests that clients send in a second: about
 * four times as many as it can serve. Requests share round trips, so an order needs fewer than it has statements.
 */
export const loads: Readonly<Record<Workload, { readonly roundTrips: number; readonly requests: number }>> = {
  reads: { roundTrips: 25, requests: 100 },
  orders: { roundTrips: 12, requests: 80 },
  "sign-ins": { roundTrips: 25, requests: 50 },
}

/** Serves a shop over a throttled database, and sends requests at a steady pace, whether or not earlier ones ended. */
export const overload = async (database: string, workload: Workload, seconds: number): Promise<Overload> => {
  await migrate(database)
  const { roundTrips, requests } = loads[workload]
  const throttled = await openThrottledDatabase(database, roundTrips)
  const folder = mkdtempSync(join(tmpdir(), "shopwright-overload-"))
  const config = join(folder, "config.json")
  // The database is to be the bottleneck, and not the hashing of passwords.
  writeFileSync(config, JSON.stringify({ passwordCost: 4, queueTimeoutSeconds: 0.5 }))
  const server = await startServer(throttled.url, {
    SHOPWRIGHT_CONFIG: config,
    SHOPWRIGHT_QUEUE_TIMEOUT: "",
    SHOPWRIGHT_TRUST_PROXY: "1",
  })
  try {
    return await send(server, await preparers[workload](server.url, database), requests, seconds)
  } finally {
    await server.end("SIGTERM")
    await throttled.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** A request, and the status that it gets if it is accepted. */
interface Sent {
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: object
  readonly status: number
}

const BUYERS = 64

const preparers: Readonly<Record<Workload, (url: string, database: string) => Promise<(n: number) => Sent>>> = {
  reads: async (url) => {
    const authorization = `Token ${await signedIn(url)}`
    return () => ({ method: "GET", path: "/api/orders/", headers: { authorization }, status: 200 })
  },
  orders: async (url, database) => {
    const client = shopClient(url)
    const token = await signedIn(url)
    const items = await client.addProduct(token, await client.addCategory(token, "Care"), [1_000_000])
    client.close()
    const books = openBooks(database)
    const buyers = await books.addBuyers(BUYERS)
    await books.close()
    return (n) => ({
      method: "POST",
      path: "/api/orders/",
      headers: { authorization: `Token ${buyers[n % BUYERS]}` },
      body: { items },
      status: 201,
    })
  },
  "sign-ins": async (url, database) => {
    await shopClient(url).register("member")
    const books = openBooks(database)
    await books.rows(
      `insert into shopwright.account (username, password_hash)
      select 'member-' || n, a.password_hash from shopwright.account a, generate_series(0, 999) n
      where a.username = 'member'`,
    )
    await books.close()
    return (n) => ({
      method: "POST",
      path: "/api/users/login/",
      // Each person signs in from an address of their own.
      headers: { "x-forwarded-for": `192.0.${(n >> 8) & 255}.${n & 255}` },
      body: { username: `member-${n % 1000}`, password: "a-long-secret" },
      status: 200,
    })
  },
}

const signedIn = async (url: string): Promise<string> => {
  const client = shopClient(url)
  const token = await client.logIn(ADMIN)
  client.close()
  return token
}

const send = async (
  server: ServerProcess,
  next: (n: number) => Sent,
  perSecond: number,
  seconds: number,
): Promise<Overload> => {
  const agent = new Agent({ keepAlive: true })
  const seen = { accepted: 0, rejected: 0, withoutRetryAfter: 0 }
  const rejections: Array<number> = []
  const others: Array<string> = []
  const ask = ({ method, path, headers, body, status }: Sent) =>
    new Promise<void>((resolve) => {
      const began = performance.now()
      const json = body === undefined ? undefined : JSON.stringify(body)
      const all = json === undefined ? headers : { ...headers, "content-type": "application/json" }
      const sent = request(`${server.url}${path}`, { method, agent, headers: all }, (response) => {
        response.resume().once("end", () => {
          if (response.statusCode === status) seen.accepted++
          else if (response.statusCode === 503) {
            seen.rejected++
            if (response.headers["retry-after"] === undefined) seen.withoutRetryAfter++
            rejections.push(performance.now() - began)
          } else others.push(String(response.statusCode))
          resolve()
        })
      })
      sent.once("error", (error) => {
        others.push(error.message)
        resolve()
      })
      sent.end(json)
    })
  const total = perSecond * seconds
  const began = performance.now()
  const pending: Array<Promise<void>> = []
  let memory = 0
  while (pending.length < total) {
    const due = Math.min(total, Math.ceil(((performance.now() - began) / 1000) * perSecond))
    while (pending.length < due) pending.push(ask(next(pending.length)))
    if (memory === 0 && pending.length > total / 4) memory = residentBytes(server.pid)
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  await Promise.all(pending)
  const memoryGrowth = residentBytes(server.pid) - memory
  agent.destroy()
  return { ...seen, others, rejections: rejections.toSorted((a, b) => a - b), memoryGrowth }
}

/** The resident memory of a process on Linux. */
const residentBytes = (pid: number): number => Number(readFileSync(`/proc/${pid}/statm`, "utf8").split(" ")[1]) * 4096
