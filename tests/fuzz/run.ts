import { fault } from "./judge.ts"
import type { Memory } from "./protocol.ts"
import { randomFor } from "./random.ts"
import { anyRequest } from "./requests.ts"
import { startServer } from "./server-process.ts"
import { rawConnection } from "./wire.ts"

export interface FuzzSettings {
  /** URL of the database of the server under test. */
  readonly databaseUrl: string
  readonly seed: number
  /** The number of the first request, and the number of requests. */
  readonly from: number
  readonly requests: number
  readonly connections: number
  readonly onProgress?: (done: number) => void
}

/** The findings of a run. */
export interface FuzzReport {
  /** Number of responses per status. */
  readonly statuses: Readonly<Record<string, number>>
  /** Requests with a 2xx response, by method and path, for every method of every path. */
  readonly accepted: Readonly<Record<string, number>>
  /** By request number. The number and the seed repeat the request. */
  readonly faults: ReadonlyArray<{ readonly n: number; readonly what: string; readonly request: string }>
  /** Defects in the server's log. */
  readonly defects: ReadonlyArray<string>
  /** Memory after garbage collection, from the first measurement to the last. */
  readonly memory: ReadonlyArray<Pick<Memory, "heapUsed" | "external" | "rss"> & { readonly done: number }>
  readonly slowestMs: number
  /** The slowest response of each method and path that took more than a second, in milliseconds, slowest first. */
  readonly slow: ReadonlyArray<readonly [label: string, milliseconds: number]>
}

const BATCH = 5000

/** A response that takes longer is a fault: the server must respond 503 before. Allows for a busy machine. */
const MAX_RESPONSE_MS = 25_000

/** Starts a server, sends it requests, and reports every wrong response. */
export const fuzz = async (settings: FuzzSettings): Promise<FuzzReport> => {
  const { seed, from, requests, connections, onProgress = () => undefined } = settings
  const child = await startServer(settings.databaseUrl, "targets")
  const statuses: Record<string, number> = {}
  const accepted: Record<string, number> = {}
  const faults: Array<FuzzReport["faults"][number]> = []
  const defects: Array<string> = []
  const memory: Array<FuzzReport["memory"][number]> = []
  const slowest = new Map<string, number>()
  try {
    let server = child.ready
    for (const { path, methods } of server.targets) for (const method of methods) accepted[`${method} ${path}`] = 0
    const wires = Array.from({ length: connections }, () => rawConnection(server.url))
    const measure = async (done: number): Promise<void> => {
      const { heapUsed, external, rss, defects: logged } = await child.ask("memory")
      memory.push({ done, heapUsed, external, rss })
      defects.push(...logged)
    }
    for (let done = 0; done < requests; done += BATCH) {
      const numbers = Array.from({ length: Math.min(BATCH, requests - done) }, (_, i) => from + done + i).values()
      await Promise.all(
        wires.map(async (wire) => {
          for (const n of numbers) {
            const request = anyRequest(randomFor(seed, n), server)
            const begun = performance.now()
            const outcome = await wire.send(request.bytes, request.method === "HEAD", request.isIncomplete)
            const took = performance.now() - begun
            slowest.set(request.label, Math.max(slowest.get(request.label) ?? 0, took))
            const status = typeof outcome === "string" ? outcome : String(outcome.status)
            statuses[status] = (statuses[status] ?? 0) + 1
            const before = accepted[request.label]
            if (before !== undefined && status.startsWith("2")) accepted[request.label] = before + 1
            const late = took > MAX_RESPONSE_MS ? `response after ${Math.round(took)} ms` : null
            const what = fault(request, outcome) ?? late
            if (what !== null) faults.push({ n, what, request: request.bytes.toString("latin1").slice(0, 1500) })
          }
        }),
      )
      await measure(done + BATCH)
      const { credentials } = await child.ask("credentials")
      server = { ...server, credentials: credentials.length > 0 ? credentials : server.credentials }
      onProgress(Math.min(requests, done + BATCH))
    }
    for (const wire of wires) wire.close()
    await child.stop()
    const ranked = [...slowest].toSorted(([, a], [, b]) => b - a)
    const slow = ranked.filter(([, took]) => took > 1000)
    return { statuses, accepted, faults, defects, memory, slowestMs: ranked[0]?.[1] ?? 0, slow }
  } finally {
    child.kill()
  }
}

/** Returns by how many bytes per request the heap grew, after a warm-up of a quarter of the run. */
export const growthPerRequest = ({ memory }: FuzzReport): number => {
  const first = memory[Math.floor(memory.length / 4)]
  const last = memory.at(-1)
  if (first === undefined || last === undefined || first === last) return 0
  return (last.heapUsed + last.external - first.heapUsed - first.external) / (last.done - first.done)
}
