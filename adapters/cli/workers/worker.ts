import cluster from "node:cluster"
import { openAndServe } from "../serve-shop.ts"
import type { Settings } from "../settings/settings.ts"
import { ASK_METRICS, isOrder, type WorkerMetrics, type WorkerReady } from "./messages.ts"

/** Whether this process is a worker of `serve --workers`. */
export const isWorker = (): boolean => cluster.isWorker && process.send !== undefined

/**
 * Serves as one of several workers until the primary process ends it. A terminal or a service manager may send signals to
 * all processes, so that a worker ignores them. A worker whose primary process ended stops.
 */
export const serveAsWorker = async (settings: Settings): Promise<void> => {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => undefined)
  let drain = (): void => undefined
  const end = new Promise<"stop" | "retire">((resolve) => {
    process.on("message", (order) => {
      if (!isOrder(order)) return
      if (order === "drain") drain()
      else resolve(order)
    })
    process.on("disconnect", () => resolve("stop"))
  })
  const server = await openAndServe(settings, { worker: cluster.worker?.id })
  drain = server.drain
  process.on("message", (message) => {
    if (message !== ASK_METRICS) return
    const answer = (text: string) => process.send?.({ kind: "metrics", text } satisfies WorkerMetrics)
    server.readMetrics().then(answer, () => answer(""))
  })
  const ready: WorkerReady = { kind: "ready", url: server.url }
  process.send?.(ready)
  if ((await end) === "retire") await server.retire()
  else await server.close()
}
