import type { Telemetry } from "../../composition/telemetry.ts"
import { CommandFailure } from "./failure.ts"
import type { Settings } from "./settings/settings.ts"
import { packageVersion } from "./version.ts"

/**
 * Starts the telemetry of a server. Loads nothing and returns `undefined` if it is off. A worker serves no metrics
 * itself: the primary process collects them, and their series have the number of the worker.
 */
export const startTelemetry = async (settings: Settings, worker?: number): Promise<Telemetry | undefined> => {
  const [otlpUrl, metricsPort] = [settings.value("telemetry.otlpUrl"), settings.value("telemetry.metricsPort")]
  if (otlpUrl === undefined && metricsPort === undefined) return undefined
  const { openTelemetry } = await import("../../composition/telemetry.ts")
  return openTelemetry({
    otlpUrl,
    otlpHeaders: settings.value("telemetry.otlpHeaders"),
    serviceName: settings.value("telemetry.serviceName"),
    serviceVersion: packageVersion(),
    sampleRatio: settings.value("telemetry.sampleRatio"),
    metricsHost: settings.value("host"),
    ...(worker === undefined ? { metricsPort } : { attributes: { worker: String(worker) } }),
  }).catch((error: unknown) => Promise.reject(explain(error, metricsPort)))
}

/** Explains why the endpoint for Prometheus cannot listen. */
export const explain = (error: unknown, port: number | undefined): unknown => {
  const code = error instanceof Error && "code" in error ? error.code : undefined
  if (code === "EADDRINUSE" || code === "EACCES")
    return new CommandFailure(
      `The metrics cannot be served: port ${port} is ${code === "EACCES" ? "not permitted for this user" : "in use"}; choose another SHOPWRIGHT_METRICS_PORT`,
    )
  return error
}
