import type { RequestObserver } from "../adapters/http/server/request-observer.ts"
import type { StoreObserver } from "../adapters/persistence/postgres/store-observer.ts"
import type { StoreHealth } from "../application/ports/store-health.ts"
import type { UseCases } from "../application/use-cases.ts"

/** The options of {@link openTelemetry}. At least one of `otlpUrl` and `metricsPort` is needed. */
export interface TelemetryOptions {
  /**
   * The URL of an OpenTelemetry collector that accepts OTLP over HTTP, such as `http://localhost:4318`. Traces go to
   * `/v1/traces` below it, metrics to `/v1/metrics`. Defaults to sending nothing.
   */
  readonly otlpUrl?: string | undefined
  /** Headers for the collector, such as an API key. Defaults to none. */
  readonly otlpHeaders?: Readonly<Record<string, string>> | undefined
  /** The name of the service in traces. Defaults to `shopwright`. */
  readonly serviceName?: string | undefined
  readonly serviceVersion?: string | undefined
  /**
   * The share of requests that are traced, from 0 to 1. A request with `traceparent` is traced if its flag says so.
   * Defaults to 1.
   */
  readonly sampleRatio?: number | undefined
  /** The port of the endpoint for Prometheus, `/metrics`. 0 selects any free port. Defaults to no endpoint. */
  readonly metricsPort?: number | undefined
  /** The address of that endpoint. Defaults to `127.0.0.1`. */
  readonly metricsHost?: string | undefined
  /** Attributes of all metrics. Use fixed values only, because each combination is a series. Defaults to none. */
  readonly attributes?: Readonly<Record<string, string>> | undefined
}

/** Telemetry for shops and servers of this process. Pass it to `openShop` and `serve` or `router`. */
export interface Telemetry {
  /** The URL for Prometheus. `null` without `metricsPort`. */
  readonly metricsUrl: string | null
  /** Returns the metrics in the text format of Prometheus. */
  readonly readMetrics: () => Promise<string>
  /** Observes requests. Used by `serve` and `router`. */
  readonly requests: RequestObserver
  /** Observes a shop. Used by `openShop`. */
  readonly observeShop: () => ShopTelemetry
  /** Sends what was not sent yet, for at most three seconds, and closes the endpoint. Call it after closing the shop. */
  readonly close: () => Promise<void>
}

/** Observes one shop. */
export interface ShopTelemetry {
  readonly store: StoreObserver
  readonly useCases: (useCases: UseCases) => UseCases
  readonly backlog: (health: StoreHealth) => void
  readonly end: () => void
}

/**
 * Starts traces and metrics. Nothing of it is loaded without this call. Rejects if the port for Prometheus is in use.
 * Throws RangeError for invalid options.
 *
 * @example
 * const telemetry = await openTelemetry({ otlpUrl: "http://localhost:4318", sampleRatio: 0.01, metricsPort: 9464 })
 * const shop = await openShop({ database: "memory", telemetry })
 * const server = await serve({ shop, telemetry, host: "127.0.0.1", port: 8000, log: pino() })
 */
export const openTelemetry = async (options: TelemetryOptions): Promise<Telemetry> => {
  const { otlpUrl, otlpHeaders = {}, serviceName = "shopwright", serviceVersion = "" } = options
  const { sampleRatio = 1, metricsPort, metricsHost = "127.0.0.1", attributes = {} } = options
  if (!(sampleRatio >= 0 && sampleRatio <= 1))
    throw new RangeError(`sampleRatio must be a number from 0 to 1, not ${sampleRatio}.`)
  if (otlpUrl !== undefined && !/^https?:$/.test(URL.parse(otlpUrl)?.protocol ?? ""))
    throw new RangeError(`otlpUrl must be an http:// or https:// URL, not ${otlpUrl}.`)
  const { startTelemetry } = await import("../adapters/telemetry/open.ts")
  return startTelemetry({
    collector: otlpUrl === undefined ? undefined : { url: otlpUrl, headers: otlpHeaders, serviceName, serviceVersion },
    sampleRatio,
    metrics: metricsPort === undefined ? undefined : { host: metricsHost, port: metricsPort },
    attributes,
  })
}
