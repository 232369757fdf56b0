import { expect, it } from "vitest"
import { readTraceparent } from "../../adapters/telemetry/traceparent.ts"

const traceId = "4bf92f3577b34da6a3ce929d0e0e4736"
const spanId = "00f067aa0ba902b7"

it("reads traceparent of W3C Trace Context", () => {
  expect(readTraceparent(`00-${traceId}-${spanId}-01`)).toEqual({ traceId, spanId, sampled: true })
  expect(readTraceparent(`00-${traceId}-${spanId}-02`)).toEqual({ traceId, spanId, sampled: false })
  // A later version may add flags and fields.
  expect(readTraceparent(`01-${traceId}-${spanId}-03-more`)).toEqual({ traceId, spanId, sampled: true })
})

it.each([
  ["nothing", undefined],
  ["several", [`00-${traceId}-${spanId}-01`, `00-${traceId}-${spanId}-01`]],
  ["the forbidden version", `ff-${traceId}-${spanId}-01`],
  ["a field that version 00 does not have", `00-${traceId}-${spanId}-01-more`],
  ["upper case", `00-${traceId.toUpperCase()}-${spanId}-01`],
  ["a trace of zeros", `00-${"0".repeat(32)}-${spanId}-01`],
  ["a span of zeros", `00-${traceId}-${"0".repeat(16)}-01`],
  ["a short trace", `00-${traceId.slice(1)}-${spanId}-01`],
])("ignores %s", (_, header) => {
  expect(readTraceparent(header)).toBeNull()
})
