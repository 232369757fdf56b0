import type { IncomingMessage, ServerResponse } from "node:http"
import { errorInLog } from "./error-in-log.ts"

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
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
  id: string,
): void => {
  const started = performance.now()
  response.once("close", () => {
    const line = {
      requestId: id,
      method: request.method,
      path,
      status: response.statusCode,
      ms: Math.round((performance.now() - started) * 100) / 100,
    }
    if (response.writableFinished) logger.info(line, "request")
    else if (response.errored !== null) logger.info({ ...line, status: null }, "response aborted")
    else logger.info({ ...line, status: null }, "client disconnected")
  })
}

/** Logs a defect with its stack. The client does not see it. */
export const logDefect = (logger: ServerLog, id: string, defect: unknown): void => {
  const error = defect instanceof Error ? defect : new Error(`Not an Error: ${String(defect)}`)
  logger.error({ requestId: id, err: errorInLog(error) }, "defect")
}
