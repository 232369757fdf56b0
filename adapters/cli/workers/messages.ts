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

export const isReady = (message: unknown): message is WorkerReady =>
  typeof message === "object" && message !== null && "kind" in message && message.kind === "ready" && "url" in message

export const isOrder = (message: unknown): message is Order =>
  message === "drain" || message === "stop" || message === "retire"
