import { randomUUID } from "node:crypto"
import { type Context, Effect, Layer, ManagedRuntime, Tracer } from "effect"
import * as FetchHttpClient from "effect/http/FetchHttpClient"
import * as OtlpMetrics from "effect/observability/OtlpMetrics"
import * as OtlpSerialization from "effect/observability/OtlpSerialization"
import * as OtlpTracer from "effect/observability/OtlpTracer"
import { followingFibers } from "./tracing.ts"

/** Where telemetry is sent: an OpenTelemetry collector, or a service that accepts OTLP over HTTP. */
export interface Collector {
  /** The URL without `/v1/traces`. */
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly serviceName: string
  readonly serviceVersion: string
}

/**
 * Sends traces every 5 seconds and metrics every 10 seconds. While the collector does not respond, telemetry is
 * discarded, and requests are not delayed. `close` sends the rest, for at most 3 seconds.
 */
export const startExport = async (
  { url, headers, serviceName, serviceVersion }: Collector,
  registry: Context.Context<never>,
): Promise<{ readonly tracer: Tracer.Tracer; readonly close: () => Promise<void> }> => {
  const base = url.replace(/\/+$/, "")
  const resource = { serviceName, serviceVersion, attributes: { "service.instance.id": randomUUID() } }
  const layers = Layer.merge(
    OtlpTracer.layer({ url: `${base}/v1/traces`, headers, resource }),
    OtlpMetrics.layer({ url: `${base}/v1/metrics`, headers, resource }),
  ).pipe(
    Layer.provide(OtlpSerialization.layerJson),
    Layer.provide(FetchHttpClient.layer),
    Layer.provide(Layer.succeedContext(registry)),
  )
  const runtime = ManagedRuntime.make(layers)
  const tracer = await runtime.runPromise(Effect.service(Tracer.Tracer))
  return { tracer: followingFibers(tracer), close: () => runtime.dispose() }
}
