import type { IncomingMessage, ServerResponse } from "node:http"
import { errorInLog } from "./error-in-log.ts"

/** Receives the server's log lines: facts and a message. A logger of pino is one. */
export interface ServerLog {
  info(facts: object, message: string): void
  warn(facts: object, message: string): void
  error(facts: object, message: string): void
}

/**
 * Writes one line when the request is over: method, path, status, milliseconds, id. No header, no body and no query
 * string ever gets in, so no password and no token does.
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
    else if (response.errored !== null) logger.info({ ...line, status: null }, "answer broken off")
    else logger.info({ ...line, status: null }, "request abandoned by its client")
  })
}

/** Writes what went wrong inside the shop, with its stack; the client is told nothing of it. */
export const logDefect = (logger: ServerLog, id: string, defect: unknown): void => {
  const error = defect instanceof Error ? defect : new Error(`Not an Error: ${String(defect)}`)
  logger.error({ requestId: id, err: errorInLog(error) }, "defect")
}
