import { randomUUID } from "node:crypto"
import { type IncomingMessage, METHODS } from "node:http"
import { Context, Effect, Exit, Option, Tracer } from "effect"
import type { Instruments } from "./instruments.ts"
import { readTraceparent } from "./traceparent.ts"
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
    const startTime = now()
    const remote = readTraceparent(request.headers.traceparent)
    const isSampled = tracer !== undefined && (remote?.sampled ?? Math.random() < sampleRatio)
    const method = methods.has(request.method ?? "") ? (request.method ?? "") : "_OTHER"
    const parent = Option.fromNullishOr(remote).pipe(Option.map(Tracer.externalSpan))
    let route: string | undefined
    let span: Tracer.Span | undefined
    let ownTrace: string | undefined
    const begun = (): Tracer.Span | undefined => {
      if (tracer === undefined || !isSampled) return undefined
      span ??= tracer.span({
        name: route === undefined ? method : `${method} ${route}`,
        parent,
        annotations: Context.empty(),
        links: [],
        startTime,
        kind: "server",
        root: remote === null,
        sampled: true,
      })
      return span
    }
    return {
      /** The trace that log lines name. A request that is not traced has one as well. */
      traceId: (): string => {
        ownTrace ??= remote?.traceId ?? begun()?.traceId ?? randomUUID().replaceAll("-", "")
        return ownTrace
      },
      /** Runs the work of the endpoint at a path such as `/api/orders/:id`. */
      run: <A>(path: string, work: Effect.Effect<A>): Effect.Effect<A> => {
        route = path
        const current = begun()
        if (tracer === undefined || current === undefined) return work
        return work.pipe(Effect.withParentSpan(current), Effect.provideService(Tracer.Tracer, tracer))
      },
      /** `status` is `null` if the client left before it had the response. */
      end: (status: number | null): void => {
        const attributes = {
          "http.request.method": method,
          ...(route !== undefined && { "http.route": route }),
          ...(status === null ? { "error.type": "client_disconnected" } : { "http.response.status_code": `${status}` }),
        }
        instruments.request(attributes, (performance.now() - since) / 1000)
        const current = begun()
        if (current === undefined) return
        for (const [name, value] of Object.entries(attributes)) current.attribute(name, value)
        if (status !== null) current.attribute("http.response.status_code", status)
        current.end(now(), status !== null && status >= 500 ? Exit.die(new ServerError(status)) : Exit.void)
      },
    }
  },
})

/** Marks the span of a request that got a 5xx. Its place in the code explains nothing. */
class ServerError extends Error {
  override readonly name = "ServerError"
  constructor(status: number) {
    super(`HTTP ${status}`)
    this.stack = ""
  }
}
