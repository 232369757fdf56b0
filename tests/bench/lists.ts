// Measures lists of very many orders on a real PostgreSQL: memory, the time to the first byte, a client that reads
// slowly, and a client that reads page by page.
import { memoryOf, readLargeResponse } from "../support/large-response.ts"
import { addManyOrders } from "../support/many-orders.ts"
import { createDatabase, startPostgres } from "../support/postgres-server.ts"
import { ADMIN, migrate, type ServerProcess, startServer } from "../support/server-process.ts"
import { shopClient } from "../support/shop-client.ts"

const MAX_MEMORY_MB = 250
const MAX_FIRST_BYTE_MS = 200
const PAGE = 1000
/** Speed and duration of the slow client. */
const SLOW_BYTES_PER_MS = 500
const SLOW_MS = 15_000

/** Measures and prints. Returns whether every result met its bound. */
export const benchLists = async (orders: number): Promise<boolean> => {
  const postgres = await startPostgres()
  try {
    const database = await createDatabase(postgres.url)
    await migrate(database.url)
    const begun = performance.now()
    await addManyOrders(database.url, orders)
    console.log(`${orders} orders of two lines added in ${((performance.now() - begun) / 1000).toFixed(0)} s`)
    const server = await startServer(database.url)
    try {
      return await measure(server, orders)
    } finally {
      await server.end("SIGTERM")
      await database.drop()
    }
  } finally {
    await postgres.stop()
  }
}

const measure = async (server: ServerProcess, orders: number): Promise<boolean> => {
  const client = shopClient(server.url)
  const token = await client.logIn(ADMIN)
  client.close()
  const url = `${server.url}/api/orders/`
  let allHold = true
  const check = (what: string, holds: boolean): void => {
    console.log(`${holds ? "ok    " : "FAILED"}  ${what}`)
    allHold &&= holds
  }

  const idle = memoryOf(server.pid)
  console.log(`        memory before: ${idle.now.toFixed(0)} MB, ${idle.peak.toFixed(0)} MB at its peak`)
  for (const run of ["first", "second"]) {
    const response = await readLargeResponse(url, token)
    const { firstByteMs, seconds, bytes } = response
    const speed = `${(bytes / 1e6).toFixed(0)} MB in ${seconds.toFixed(1)} s, ${(bytes / 1e6 / seconds).toFixed(1)} MB/s`
    check(`${run} list: ${speed}, an array of ${response.orders}`, response.isArray && response.orders === orders)
    check(`first byte after ${firstByteMs.toFixed(0)} ms`, firstByteMs < MAX_FIRST_BYTE_MS)
    const { peak } = memoryOf(server.pid)
    check(`memory at its peak: ${peak.toFixed(0)} MB`, peak < MAX_MEMORY_MB)
  }

  const slow = await readSlowly(url, token, server.pid)
  check(`a slow reader: ${slow.join(", ")} MB over ${SLOW_MS / 1000} s`, Math.max(...slow) < MAX_MEMORY_MB)

  const times = await walk(url, token)
  const tenth = Math.max(1, Math.floor(times.length / 10))
  const curve = Array.from({ length: 10 }, (_, i) => median(times.slice(i * tenth, (i + 1) * tenth)))
  const shown = curve.map((ms) => ms.toFixed(1)).join(" ")
  check(
    `${times.length} pages of ${PAGE}, median of each tenth in ms: ${shown}`,
    (curve.at(-1) ?? 0) < 2 * (curve[0] ?? 0) && times.length === Math.ceil(orders / PAGE),
  )
  return allHold
}

/** Reads at a fixed speed and then hangs up; the server's memory in between. */
const readSlowly = async (url: string, token: string, pid: number): Promise<ReadonlyArray<number>> => {
  const samples: Array<number> = []
  const begun = performance.now()
  const enough = new Error("seen enough")
  const pause = async (bytes: number): Promise<void> => {
    const spent = performance.now() - begun
    if (spent > (samples.length * SLOW_MS) / 5) samples.push(Math.round(memoryOf(pid).now))
    if (spent > SLOW_MS) throw enough
    await new Promise((resolve) => setTimeout(resolve, bytes / SLOW_BYTES_PER_MS - spent))
  }
  await readLargeResponse(url, token, pause).catch((error: unknown) => {
    if (error !== enough) throw error
  })
  return samples
}

/** Follows the links from the first page to the last; how long each took, in milliseconds. */
const walk = async (url: string, token: string): Promise<ReadonlyArray<number>> => {
  const times: Array<number> = []
  for (let page: string | undefined = `${url}?limit=${PAGE}`; page !== undefined; ) {
    const begun = performance.now()
    const response: Response = await fetch(page, { headers: { authorization: `Token ${token}` } })
    await response.arrayBuffer()
    times.push(performance.now() - begun)
    const target = /^<([^>]+)>; rel="next"$/.exec(response.headers.get("link") ?? "")?.[1]
    page = target === undefined ? undefined : new URL(target, page).href
  }
  return times
}

const median = (values: ReadonlyArray<number>): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0
