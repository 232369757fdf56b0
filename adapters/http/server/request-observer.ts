import type { IncomingMessage } from "node:http"
import type { Effect } from "effect"

/** Observes requests, for traces and metrics. */
export interface RequestObserver {
  readonly begin: (request: IncomingMessage) => ObservedRequest
}

/** One request under observation. */
export interface ObservedRequest {
  /** Returns the id of the request's trace. `null` if the request belongs to no trace. */
  readonly traceId: (() => string) | null
  /** Runs the work of the endpoint at a path, such as `/api/orders/:id`. */
  readonly run: <A>(path: string, work: Effect.Effect<A>) => Effect.Effect<A>
  /** Ends the request. `status` is `null` if the client did not get the whole response. */
  readonly end: (status: number | null) => void
}
