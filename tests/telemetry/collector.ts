import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { json } from "node:stream/consumers"
import { onTestFinished } from "vitest"

interface Attribute {
  readonly key: string
  readonly value: { readonly stringValue?: string; readonly intValue?: number | string; readonly doubleValue?: number }
}

/** A span as a collector receives it. */
export interface CollectedSpan {
  readonly traceId: string
  readonly spanId: string
  readonly parentSpanId?: string
  readonly name: string
  readonly kind: number
  readonly startTimeUnixNano: string
  readonly endTimeUnixNano: string
  readonly status: { readonly code: number }
  readonly attributes: ReadonlyArray<Attribute>
}

interface Traces {
  readonly resourceSpans: ReadonlyArray<{
    readonly resource: { readonly attributes: ReadonlyArray<Attribute> }
    readonly scopeSpans: ReadonlyArray<{ readonly spans: ReadonlyArray<CollectedSpan> }>
  }>
}

interface Metrics {
  readonly resourceMetrics: ReadonlyArray<{
    readonly scopeMetrics: ReadonlyArray<{ readonly metrics: ReadonlyArray<{ readonly name: string }> }>
  }>
}

/** Starts a collector of OpenTelemetry that accepts OTLP as JSON over HTTP. */
export const startCollector = async () => {
  const spans: Array<CollectedSpan> = []
  const services = new Set<string>()
  const metrics = new Set<string>()
  const keys = new Set<unknown>()
  const server = createServer(async (request, response) => {
    const body: unknown = await json(request)
    keys.add(request.headers["api-key"])
    if (request.url === "/v1/traces")
      for (const { resource, scopeSpans } of (body as Traces).resourceSpans) {
        for (const scope of scopeSpans) spans.push(...scope.spans)
        const service = resource.attributes.find(({ key }) => key === "service.name")?.value.stringValue
        if (service !== undefined) services.add(service)
      }
    if (request.url === "/v1/metrics")
      for (const { scopeMetrics } of (body as Metrics).resourceMetrics)
        for (const scope of scopeMetrics) for (const { name } of scope.metrics) metrics.add(name)
    response.writeHead(200, { "content-type": "application/json" }).end("{}")
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return { url, spans, services, metrics, keys }
}

/** Returns an attribute of a span. */
export const attribute = (span: CollectedSpan | undefined, key: string): unknown => {
  const value = span?.attributes.find((one) => one.key === key)?.value
  return value?.stringValue ?? value?.intValue ?? value?.doubleValue
}
