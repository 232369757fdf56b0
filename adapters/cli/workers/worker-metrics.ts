import { mergeMetrics, serveMetrics } from "../../../composition/metrics.ts"
import { explain } from "../serve-telemetry.ts"
import type { Settings } from "../settings/settings.ts"
import type { WorkerPool } from "./pool.ts"

/** Serves the metrics of all workers together. Returns a function that ends it. */
export const serveWorkerMetrics = async (
  pool: Pick<WorkerPool, "readMetrics">,
  settings: Settings,
  port: number,
): Promise<{ readonly url: string; readonly close: () => Promise<void> }> =>
  serveMetrics(async () => mergeMetrics(await pool.readMetrics()), { host: settings.value("host"), port }).catch(
    (error: unknown) => Promise.reject(explain(error, port)),
  )
