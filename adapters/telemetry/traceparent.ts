/** A caller's span, as `traceparent` of W3C Trace Context names it. */
export interface RemoteSpan {
  readonly traceId: string
  readonly spanId: string
  readonly sampled: boolean
}

const pattern = /^(?!ff)([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/

/**
 * Reads the header `traceparent`. Returns `null` if it is missing or invalid, as the recommendation says, so that the
 * request begins a trace of its own.
 */
export const readTraceparent = (header: string | ReadonlyArray<string> | undefined): RemoteSpan | null => {
  if (typeof header !== "string") return null
  const [, version, traceId, spanId, flags, rest] = pattern.exec(header) ?? []
  if (traceId === undefined || spanId === undefined || flags === undefined) return null
  // Later versions may add fields. Version 00 has none.
  if (version === "00" && rest !== undefined) return null
  if (/^0+$/.test(traceId) || /^0+$/.test(spanId)) return null
  return { traceId, spanId, sampled: (Number.parseInt(flags, 16) & 1) === 1 }
}
