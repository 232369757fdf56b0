import { readFileSync } from "node:fs"
import { Agent, get } from "node:http"
import { ADMIN, migrate, type ServerProcess, startServer } from "./server-process.ts"
import { openThrottledDatabase } from "./throttled-database.ts"

/** What clients saw of an overloaded server. */
export interface Overload {
  readonly accepted: number
  readonly rejected: number
  /** Statuses other than 200 and 503, and errors of connections. */
  readonly others: ReadonlyArray<string>
  /** How many 503s had no Retry-After. */
  readonly withoutRetryAfter: number
  /** The milliseconds until each 503, in ascending order. */
  readonly rejections: ReadonlyArray<number>
  /** The growth of the server's memory after the first quarter of the time, in bytes. */
  readonly memoryGrowth: number
}

/** Statements that the throttled database executes in a second. */
export const CAPACITY = 25

/**
 * Serves a shop over a database that executes {@link CAPACITY} statements in a second, and sends four times as many
 * requests that need at least one each, at a steady pace, whether or not earlier ones have got a response.
 */
export const overload = async (database: string, seconds: number): Promise<Overload> => {
  await migrate(database)
  const throttled = await openThrottledDatabase(database, CAPACITY)
  const server = await startServer(throttled.url, { SHOPWRIGHT_QUEUE_TIMEOUT: "0.5" })
  try {
    return await send(server, await signIn(server.url), seconds)
  } finally {
    await server.end("SIGTERM")
    await throttled.close()
  }
}

const signIn = async (url: string): Promise<string> => {
  const response = await fetch(`${url}/api/users/login/`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(ADMIN),
  })
  return ((await response.json()) as { readonly token: string }).token
}

const send = async (server: ServerProcess, token: string, seconds: number): Promise<Overload> => {
  const agent = new Agent({ keepAlive: true })
  const seen = { accepted: 0, rejected: 0, withoutRetryAfter: 0 }
  const rejections: Array<number> = []
  const others: Array<string> = []
  const request = () =>
    new Promise<void>((resolve) => {
      const began = performance.now()
      const options = { agent, headers: { authorization: `Token ${token}` } }
      get(`${server.url}/api/orders/`, options, (response) => {
        response.resume().once("end", () => {
          if (response.statusCode === 200) seen.accepted++
          else if (response.statusCode === 503) {
            seen.rejected++
            if (response.headers["retry-after"] === undefined) seen.withoutRetryAfter++
            rejections.push(performance.now() - began)
          } else others.push(String(response.statusCode))
          resolve()
        })
      }).once("error", (error) => {
        others.push(error.message)
        resolve()
      })
    })
  const total = 4 * CAPACITY * seconds
  const began = performance.now()
  const pending: Array<Promise<void>> = []
  let memory = 0
  while (pending.length < total) {
    const due = Math.min(total, Math.ceil(((performance.now() - began) / 1000) * 4 * CAPACITY))
    while (pending.length < due) pending.push(request())
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
