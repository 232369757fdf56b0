import type { IncomingMessage, ServerResponse } from "node:http"
import type { HttpResponse } from "../dialect/response.ts"

/** How a response ended: sent as a whole, given up because its content could not be read, or left by the client. */
export type ResponseEnd = "sent" | "aborted" | "disconnected"

/** A response that is ready to be sent. */
export interface Outgoing {
  readonly result: HttpResponse
  /** All headers, as alternating names and values. */
  readonly head: ReadonlyArray<string>
  /** Called with an error that occurs after the head was sent. */
  readonly onDefect: (defect: unknown) => void
}

/** How an application's responses reach its clients: over Node's connections, or as `Response` objects. */
export interface Transport {
  readonly send: (request: IncomingMessage, response: ServerResponse, outgoing: Outgoing) => void
  /** Adds a function that is called once, when the response has ended. */
  readonly onEnd: (response: ServerResponse, report: (status: number, end: ResponseEnd) => void) => void
}
