import type { IncomingMessage, ServerResponse } from "node:http"
import { errorInLog } from "./error-in-log.ts"
import type { ResponseEnd, Transport } from "./transport.ts"

/** Receives the server's log lines: facts and a message. A pino logger implements it. */
export interface ServerLog {
  info(facts: object, message: string): void
  warn(facts: object, message: string): void
  error(facts: object, message: string): void
}

/** Returns a log whose lines name the trace of their request. */
export const withTrace = (log: ServerLog, traceId: () => string): ServerLog => ({
  info: (facts, message) => log.info({ ...facts, traceId: traceId() }, message),
  warn: (facts, message) => log.warn({ ...facts, traceId: traceId() }, message),
  error: (facts, message) => log.error({ ...facts, traceId: traceId() }, message),
})

/**
 * Logs one line when the request ends: method, path, status, milliseconds and id. Headers, bodies and query strings are
 * not logged, because they may contain passwords and tokens.
 */
export const logRequest = (
  logger: ServerLog,
  { onEnd }: Transport,
  { request, response, path, id }: LoggedExchange,
): void => {
  const started = performance.now()
  onEnd(response, (status, end) => {
    const line = {
      requestId: id,
      method: request.method,
      path,
      status: end === "sent" ? status : null,
      ms: Math.round((performance.now() - started) * 100) / 100,
    }
    logger.info(line, messages[end])
  })
}

/** A request with its response, path and id. */
export interface LoggedExchange {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly path: string
  readonly id: string
}

const messages: { readonly [End in ResponseEnd]: string } = {
  sent: "request",
  aborted: "response aborted",
  disconnected: "client disconnected",
}

/** Logs a defect with its stack. The client does not see it. */
export const logDefect = (logger: ServerLog, id: string, defect: unknown): void => {
  const error = defect instanceof Error ? defect : new Error(`Not an Error: ${String(defect)}`)
  logger.error({ requestId: id, err: errorInLog(error) }, "defect")
}
