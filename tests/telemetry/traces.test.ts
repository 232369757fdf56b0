import { expect, it, vi } from "vitest"
import { attribute, type CollectedSpan, startCollector } from "./collector.ts"
import { serveWithTelemetry } from "./served.ts"

vi.setConfig({ testTimeout: 240_000 })

const TRACE = "4bf92f3577b34da6a3ce929d0e0e4736"
const CALLER = "00f067aa0ba902b7"
const sampled = (trace: string) => ({ traceparent: `00-${trace}-${CALLER}-01` })

const ofTrace = (spans: ReadonlyArray<CollectedSpan>, trace: string) => spans.filter(({ traceId }) => traceId === trace)

const childrenOf = (spans: ReadonlyArray<CollectedSpan>, parent: CollectedSpan | undefined) =>
  spans.filter(({ parentSpanId }) => parent !== undefined && parentSpanId === parent.spanId)

it("continues the caller's trace from the request through the use case to the statements", async () => {
  const collector = await startCollector()
  const { order, close, lines } = await serveWithTelemetry({
    otlpUrl: collector.url,
    otlpHeaders: { "api-key": "secret" },
    serviceName: "test shop",
    sampleRatio: 0,
  })
  expect((await order(sampled(TRACE))).status).toBe(201)
  await close()

  const spans = ofTrace(collector.spans, TRACE)
  // A sample ratio of 0 traces only what the caller traces.
  expect(collector.spans).toHaveLength(spans.length)
  const [request] = spans.filter(({ parentSpanId }) => parentSpanId === CALLER)
  expect(request).toMatchObject({ name: "POST /api/orders", kind: 2, status: { code: 1 } })
  expect(attribute(request, "http.response.status_code")).toBe(201)
  const useCases = childrenOf(spans, request)
  expect(useCases.map(({ name }) => name)).toEqual(["authenticate", "placeOrder"])
  const statements = childrenOf(spans, useCases[1])
  expect(statements.length).toBeGreaterThan(1)
  for (const statement of statements) expect(statement).toMatchObject({ kind: 3, status: { code: 1 } })
  const withText = spans.filter((span) => attribute(span, "db.query.text") !== undefined)
  expect(withText.length).toBeGreaterThan(2)
  const nanos = ({ startTimeUnixNano, endTimeUnixNano }: CollectedSpan) => [
    BigInt(startTimeUnixNano),
    BigInt(endTimeUnixNano),
  ]
  for (const span of spans) {
    const [start = 0n, end = 0n] = nanos(span)
    expect(end).toBeGreaterThanOrEqual(start)
  }
  expect([...collector.services]).toEqual(["test shop"])
  expect([...collector.keys]).toEqual(["secret"])
  expect(lines.find(({ traceId }) => traceId === TRACE)).toMatchObject({ message: "request", status: 201 })
})

it("has the statement of a shared round trip in the trace of each of its requests", async () => {
  const collector = await startCollector()
  const { order, close } = await serveWithTelemetry({ otlpUrl: collector.url, sampleRatio: 0 })
  const traces = Array.from({ length: 8 }, (_, i) => TRACE.slice(0, -1) + i.toString(16))
  const responses = await Promise.all(traces.map((trace) => order(sampled(trace))))
  expect(responses.map(({ status }) => status)).toEqual(traces.map(() => 201))
  await close()
  for (const trace of traces) {
    const spans = ofTrace(collector.spans, trace)
    const [placing] = spans.filter(({ name }) => name === "placeOrder")
    expect(childrenOf(spans, placing).map(({ name }) => name)).toEqual(
      expect.arrayContaining(["offers", "place orders"]),
    )
    expect(
      spans.every(({ parentSpanId }) => parentSpanId === CALLER || spans.some((s) => s.spanId === parentSpanId)),
    ).toBe(true)
  }
})

it("respects a caller that does not trace, names its trace in the log, and ignores an invalid traceparent", async () => {
  const collector = await startCollector()
  const { order, close, lines } = await serveWithTelemetry({ otlpUrl: collector.url, sampleRatio: 1 })
  collector.spans.length = 0
  await order({ traceparent: `00-${TRACE}-${CALLER}-00` })
  await order({ traceparent: `00-${"0".repeat(32)}-${CALLER}-01` })
  await close()
  expect(ofTrace(collector.spans, TRACE)).toEqual([])
  const [first, second] = lines.filter(({ path }) => path === "/api/orders/")
  expect(first?.traceId).toBe(TRACE)
  const own = ofTrace(collector.spans, String(second?.traceId))
  expect(own.filter(({ parentSpanId }) => parentSpanId === undefined).map(({ name }) => name)).toEqual([
    "POST /api/orders",
  ])
})

it("marks a refusal as a result, and an outage as an error", async () => {
  const collector = await startCollector()
  const { order, close, shop, lines } = await serveWithTelemetry({ otlpUrl: collector.url, sampleRatio: 0 })
  await order({})
  const ofOrders = lines.filter(({ path }) => path === "/api/orders/")
  expect(ofOrders).toEqual([expect.not.objectContaining({ traceId: expect.anything() })])
  const other = TRACE.replace("4bf9", "5bf9")
  expect((await order(sampled(TRACE), 1_000)).status).toBe(400)
  await shop.close()
  expect((await order(sampled(other))).status).toBe(500)
  await close()
  const [refused] = ofTrace(collector.spans, TRACE).filter(({ name }) => name === "placeOrder")
  expect(refused?.status.code).toBe(1)
  expect(attribute(refused, "shopwright.refusal")).toBe("InsufficientStock")
  const [failed] = ofTrace(collector.spans, other).filter(({ parentSpanId }) => parentSpanId === CALLER)
  expect(failed?.status.code).toBe(2)
})
