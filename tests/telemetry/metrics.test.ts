import { expect, it, vi } from "vitest"
import { mergeMetrics } from "../../adapters/telemetry/prometheus.ts"
import { startCollector } from "./collector.ts"
import { serveWithTelemetry } from "./served.ts"

vi.setConfig({ testTimeout: 240_000 })

/** Returns the value of the series with these labels, in any order. */
const seriesOf = (text: string, name: string, labels: Readonly<Record<string, string>> = {}): number | undefined => {
  const found = text
    .split("\n")
    .find(
      (line) =>
        (line.startsWith(`${name}{`) || line.startsWith(`${name} `)) &&
        Object.entries(labels).every(([label, value]) => line.includes(`${label}="${value}"`)),
    )
  return found === undefined ? undefined : Number(found.split(" ").at(-1))
}

it("serves requests, orders, refusals, batches, queues, the pool and the outbox to Prometheus on a port of its own", async () => {
  const { order, telemetry, shop } = await serveWithTelemetry({ metricsPort: 0 })
  const attempted = Promise.withResolvers<void>()
  shop.subscribe("mail", async () => {
    attempted.resolve()
    throw new Error("no mail today")
  })
  expect((await order()).status).toBe(201)
  expect((await order({}, 1_000)).status).toBe(400)
  await fetch(new URL("/nowhere", telemetry.metricsUrl ?? ""))
  await attempted.promise
  const scrape = async () => {
    const response = await fetch(telemetry.metricsUrl ?? "")
    expect(response.headers.get("content-type")).toBe("text/plain; version=0.0.4; charset=utf-8")
    return response.text()
  }
  const text = await scrape()
  const request = { http_request_method: "POST", http_route: "/api/orders" }
  const count = "http_server_request_duration_seconds_count"
  expect(seriesOf(text, count, { ...request, http_response_status_code: "201" })).toBe(1)
  expect(seriesOf(text, count, { ...request, http_response_status_code: "400" })).toBe(1)
  expect(seriesOf(text, "shopwright_orders_total", { action: "placed" })).toBe(1)
  expect(seriesOf(text, "shopwright_refusals_total", { use_case: "placeOrder", kind: "InsufficientStock" })).toBe(1)
  expect(seriesOf(text, "shopwright_batch_size_count", { batch: "place orders" })).toBe(1)
  for (const queue of ["place orders", "passwords"])
    expect(seriesOf(text, "shopwright_queue_length", { queue })).toBe(0)
  expect(seriesOf(text, "db_client_connection_count", { state: "idle" })).toBeGreaterThan(0)
  expect(seriesOf(text, "db_client_connection_pending_requests")).toBe(0)
  expect(seriesOf(text, "shopwright_outbox_pending", { subscriber: "mail" })).toBeGreaterThan(0)
  expect(seriesOf(text, "shopwright_outbox_lag_seconds", { subscriber: "mail" })).toBeGreaterThan(0)
  const types = text.split("\n").filter((line) => line.startsWith("# TYPE "))
  expect(new Set(types).size).toBe(types.length)
  expect((await fetch(new URL("/", telemetry.metricsUrl ?? ""))).status).toBe(404)
})

it("sends the same metrics over OTLP", async () => {
  const collector = await startCollector()
  const { order, close } = await serveWithTelemetry({ otlpUrl: collector.url, sampleRatio: 0 })
  await order()
  await close()
  expect([...collector.metrics]).toEqual(
    expect.arrayContaining(["http.server.request.duration", "shopwright.orders", "shopwright.batch.size"]),
  )
})

it("removes the gauges of a closed shop", async () => {
  const { shop, telemetry } = await serveWithTelemetry({ metricsPort: 0 })
  expect(await telemetry.readMetrics()).toContain("shopwright_queue_length")
  await shop.close()
  expect(await telemetry.readMetrics()).not.toContain("shopwright_queue_length")
})

it("merges the metrics of processes into families", () => {
  const of = (worker: number) =>
    `# HELP a A\n# TYPE a counter\na{worker="${worker}"} 1\n# TYPE b gauge\nb{worker="${worker}"} 2\n`
  expect(mergeMetrics([of(1), "", of(2)])).toBe(
    '# HELP a A\n# TYPE a counter\na{worker="1"} 1\na{worker="2"} 1\n# TYPE b gauge\nb{worker="1"} 2\nb{worker="2"} 2\n',
  )
  expect(mergeMetrics([])).toBe("")
})
