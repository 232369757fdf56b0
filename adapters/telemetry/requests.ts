import { type IncomingMessage, METHODS } from "node:http"
import { Context, Effect, Exit, Option, Tracer } from "effect"
import { type Instruments, requestAttributes } from "./instruments.ts"
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

/** One request under observation. */
export interface BegunRequest {
  /** Returns the id of the trace. `null` if the request belongs to none. */
  readonly traceId: (() => string) | null
  /** Runs the work of the endpoint at a path such as `/api/orders/:id`. */
  readonly run: <A>(path: string, work: Effect.Effect<A>) => Effect.Effect<A>
  /** `status` is `null` if the client left before it had the response. */
  readonly end: (status: number | null) => void
}

/**
 * Observes HTTP requests, with the names of OpenTelemetry's semantic conventions. A request continues the trace of its
 * `traceparent`, and its flag decides whether the request is traced. Other requests are only counted.
 */
export const makeRequestObserver = ({ instruments, tracer, sampleRatio }: RequestTelemetry) => ({
  begin: ({ method: given = "", headers }: IncomingMessage): BegunRequest => {
    const method = methods.has(given) ? given : "_OTHER"
    const remote = headers.traceparent === undefined ? null : readTraceparent(headers.traceparent)
    const isSampled = remote?.sampled ?? Math.random() < sampleRatio
    if (tracer !== undefined && isSampled) return new TracedRequest(instruments, method, remote, tracer)
    return new CountedRequest(instruments, method, remote)
  },
})

/** A request that is not traced. */
class CountedRequest implements BegunRequest {
  readonly traceId: (() => string) | null
  protected readonly method: string
  protected route: string | undefined
  readonly #since = performance.now()
  readonly #instruments: Instruments

  constructor(instruments: Instruments, method: string, remote: RemoteSpan | null) {
    this.#instruments = instruments
    this.method = method
    this.traceId = remote && (() => remote.traceId)
  }

  run<A>(path: string, work: Effect.Effect<A>): Effect.Effect<A> {
    this.route = path
    return work
  }

  end(status: number | null): void {
    const duration = (performance.now() - this.#since) / 1000
    this.#instruments.request(this.method, this.route, status, duration)
  }
}

class TracedRequest extends CountedRequest {
  override readonly traceId: () => string
  readonly #tracer: Tracer.Tracer
  readonly #spanOf: () => Tracer.Span

  constructor(instruments: Instruments, method: string, remote: RemoteSpan | null, tracer: Tracer.Tracer) {
    super(instruments, method, remote)
    this.#tracer = tracer
    this.#spanOf = beginOnce(tracer, remote, () => (this.route === undefined ? method : `${method} ${this.route}`))
    this.traceId = () => this.#spanOf().traceId
  }

  override run<A>(path: string, work: Effect.Effect<A>): Effect.Effect<A> {
    return super
      .run(path, work)
      .pipe(
        Effect.withParentSpan(this.#spanOf(), { captureStackTrace: false }),
        Effect.provideService(Tracer.Tracer, this.#tracer),
      )
  }

  override end(status: number | null): void {
    super.end(status)
    const span = this.#spanOf()
    const attributes = requestAttributes(this.method, this.route, status)
    for (const [name, value] of Object.entries(attributes)) span.attribute(name, value)
    if (status !== null) span.attribute("http.response.status_code", status)
    span.end(now(), status !== null && status >= 500 ? Exit.die(new ServerError(status)) : Exit.void)
  }
}

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
