import { createServer } from "node:net"
import { availableParallelism } from "node:os"
import { UsageError } from "../failure.ts"
import { prepareShop } from "../prepare-shop.ts"
import { makeLogger } from "../serve-shop.ts"
import type { Settings } from "../settings/settings.ts"
import { stopSignals } from "../stop-signal.ts"
import { makeWorkerPool, type WorkerPool } from "./pool.ts"
import { startWorker, WorkerFailed } from "./worker-process.ts"

/**
 * Serves the shop with several worker processes on one address until SIGINT or SIGTERM. SIGHUP replaces the workers one
 * after the other. The primary process prepares the shop, so that no two workers load the catalogue.
 */
export const serveWithWorkers = async (settings: Settings, workers: number | "auto"): Promise<void> => {
  const database = settings.value("database")
  if (database === "memory" || "folder" in database)
    throw new UsageError(
      `${settings.source("workers")} requires a postgres:// database: only one process can open a folder, and a database in memory belongs to one process`,
    )
  const count = workers === "auto" ? availableParallelism() : workers
  const signals = stopSignals()
  await prepareShop(settings)
  const log = await makeLogger(settings, {})
  try {
    const { pool, url } = await startPool(count, await workerArguments(settings), log)
    const metrics = await startMetrics(pool, settings)
    if (metrics !== null) log.info({ url: metrics.url }, "metrics")
    const endRestarts = restartOnHangup(pool, log)
    process.stdout.write(`shopwright is ready at ${url}\n`)
    await signals.stopped
    endRestarts()
    pool.drain()
    const delay = settings.value("shutdownDelaySeconds")
    if (delay > 0) await signals.delayed(delay)
    await metrics?.close()
    await pool.stop()
  } catch (error) {
    // The worker has written the reason to standard error.
    if (!(error instanceof WorkerFailed)) throw error
    process.exitCode = error.exitCode
  }
}

/** Serves the metrics of all workers. Returns `null` without a port. Ends the workers if the port is in use. */
const startMetrics = async (pool: WorkerPool, settings: Settings) => {
  const port = settings.value("telemetry.metricsPort")
  if (port === undefined) return null
  const { serveWorkerMetrics } = await import("./worker-metrics.ts")
  return serveWorkerMetrics(pool, settings, port).catch((error: unknown) =>
    pool.stop().then(() => Promise.reject(error)),
  )
}

type Log = Awaited<ReturnType<typeof makeLogger>>

/** Starts one worker first, so that a fault of the configuration is reported once. */
const startPool = async (
  count: number,
  args: ReadonlyArray<string>,
  log: Log,
): Promise<{ readonly pool: WorkerPool; readonly url: string }> => {
  const first = await startWorker(args)
  const others = await Promise.all(Array.from({ length: count - 1 }, () => startWorker(args))).catch(
    async (error: unknown) => {
      await first.end("stop")
      throw error
    },
  )
  for (const { id, pid } of [first, ...others]) log.info({ worker: id, pid }, "worker ready")
  return { pool: makeWorkerPool(first, others, args, log), url: first.url }
}

/** Returns the command line of a worker. With port 0, all workers need the same free port, also after a crash of all. */
const workerArguments = async (settings: Settings): Promise<ReadonlyArray<string>> => {
  const given = process.argv.slice(2)
  return settings.value("port") === 0 ? [...given, "--port", String(await freePort(settings.value("host")))] : given
}

const freePort = (host: string): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer()
    server.once("error", reject)
    server.listen({ host, port: 0 }, () => {
      const address = server.address()
      server.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0))
    })
  })

/** Replaces all workers on SIGHUP. A signal during a restart causes one more. Returns a function that ends this. */
const restartOnHangup = (pool: WorkerPool, log: Log): (() => void) => {
  let [requested, isRunning, isOver] = [false, false, false]
  const run = async (): Promise<void> => {
    isRunning = true
    while (requested && !isOver) {
      requested = false
      try {
        log.info({}, "restart of the workers begins")
        await pool.restart()
        log.info({}, "restart of the workers ends")
      } catch (error) {
        if (!(error instanceof WorkerFailed)) throw error
        log.error({ error: error.message }, "restart of the workers failed; the former workers continue")
      }
    }
    isRunning = false
  }
  process.on("SIGHUP", () => {
    requested = true
    if (!isRunning) void run()
  })
  return () => {
    isOver = true
  }
}
