/** What a worker reports: it accepts requests at the URL. */
export interface WorkerReady {
  readonly kind: "ready"
  readonly url: string
}

/**
 * The messages from the primary process to a worker: `drain` makes `/readyz` respond 503, `stop` ends the worker, `retire` ends it
 * while another worker takes over.
 */
export type Order = "drain" | "stop" | "retire"

/** Asks a worker for its metrics, which it sends as {@link WorkerMetrics}. */
export const ASK_METRICS = "metrics"

/** The metrics of a worker in the text format of Prometheus. */
export interface WorkerMetrics {
  readonly kind: "metrics"
  readonly text: string
}

export const isReady = (message: unknown): message is WorkerReady =>
  typeof message === "object" && message !== null && "kind" in message && message.kind === "ready" && "url" in message

export const isOrder = (message: unknown): message is Order =>
  message === "drain" || message === "stop" || message === "retire"

export const isMetrics = (message: unknown): message is WorkerMetrics =>
  typeof message === "object" &&
  message !== null &&
  "kind" in message &&
  message.kind === "metrics" &&
  "text" in message
