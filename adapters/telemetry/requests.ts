import { type IncomingMessage, METHODS } from "node:http"
import { Context, Effect, Exit, Option, Tracer } from "effect"
import type { Instruments } from "./instruments.ts"
import { type RemoteSpan, readTraceparent } from "./traceparent.ts"
import { now } from "./tracing.ts"

const methods = new Set(METHODS)

export interface RequestTelemetry {
  readonly instruments: Instruments
  /** Undefined if traces are off. */
  readonly tracer: Tracer.Tracer | undefined
  /** The share of requests without `traceparent` that are traced, from 0 to 1. */
  readonly sampleRatio: number
}

/**
 * Observes HTTP requests, with the names of OpenTelemetry's semantic conventions. A request continues the trace of its
 * `traceparent`, and its flag decides whether the request is traced.
 */
export const makeRequestObserver = ({ instruments, tracer, sampleRatio }: RequestTelemetry) => ({
  begin: (request: IncomingMessage) => {
    const since = performance.now()
    const remote = readTraceparent(request.headers.traceparent)
    const method = methods.has(request.method ?? "") ? (request.method ?? "") : "_OTHER"
    let route: string | undefined
    const nameOf = () => (route === undefined ? method : `${method} ${route}`)
    const isSampled = remote?.sampled ?? Math.random() < sampleRatio
    const spanOf = tracer === undefined || !isSampled ? null : beginOnce(tracer, remote, nameOf)
    return {
      traceId: remote !== null ? () => remote.traceId : spanOf && (() => spanOf().traceId),
      /** Runs the work of the endpoint at a path such as `/api/orders/:id`. */
      run: <A>(path: string, work: Effect.Effect<A>): Effect.Effect<A> => {
        route = path
        if (tracer === undefined || spanOf === null) return work
        return work.pipe(Effect.withParentSpan(spanOf()), Effect.provideService(Tracer.Tracer, tracer))
      },
      /** `status` is `null` if the client left before it had the response. */
      end: (status: number | null): void => {
        const attributes = {
          "http.request.method": method,
          ...(route !== undefined && { "http.route": route }),
          ...(status === null ? { "error.type": "client_disconnected" } : { "http.response.status_code": `${status}` }),
        }
        instruments.request(attributes, (performance.now() - since) / 1000)
        if (spanOf === null) return
        const current = spanOf()
        for (const [name, value] of Object.entries(attributes)) current.attribute(name, value)
        if (status !== null) current.attribute("http.response.status_code", status)
        current.end(now(), status !== null && status >= 500 ? Exit.die(new ServerError(status)) : Exit.void)
      },
    }
  },
})

/** Returns a function that returns the span of a request, which begins now. Its name is known when it is first needed. */
const beginOnce = (tracer: Tracer.Tracer, remote: RemoteSpan | null, nameOf: () => string): (() => Tracer.Span) => {
  const startTime = now()
  let span: Tracer.Span | undefined
  return () => {
    span ??= tracer.span({
      name: nameOf(),
      parent: Option.map(Option.fromNullishOr(remote), Tracer.externalSpan),
      annotations: Context.empty(),
      links: [],
      startTime,
      kind: "server",
      root: remote === null,
      sampled: true,
    })
    return span
  }
}

/** Marks the span of a request that got a 5xx. Its place in the code explains nothing. */
class ServerError extends Error {
  override readonly name = "ServerError"
  constructor(status: number) {
    super(`HTTP ${status}`)
    this.stack = ""
  }
}
