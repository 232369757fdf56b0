import type { IncomingMessage } from "node:http"
import { errorInLog } from "./error-in-log.ts"
import type { ResponseEnd } from "./transport.ts"

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
 * Returns a function that logs the request's line when the response has ended: method, path, status, milliseconds and id.
 * Headers, bodies and query strings are not logged, because they may contain passwords and tokens.
 */
export const requestLine = (logger: ServerLog, { method }: IncomingMessage, path: string, id: string) => {
  const started = performance.now()
  return (status: number, end: ResponseEnd): void => {
    const ms = Math.round((performance.now() - started) * 100) / 100
    logger.info({ requestId: id, method, path, status: end === "sent" ? status : null, ms }, messages[end])
  }
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
