import type { IncomingMessage, ServerResponse } from "node:http"
import { type DestinationStream, type Logger, pino } from "pino"
import { errorInLog } from "./error-in-log.ts"

/**
 * A logger for the server: JSON lines, gathered and written beside the requests, at the latest after a second and
 * when the process ends. A write for each line costs as much as a small request. Give a stream to write elsewhere than
 * to standard output.
 */
export const makeLogger = (settings: { readonly level?: string; readonly stream?: DestinationStream } = {}): Logger =>
  pino(
    { level: settings.level ?? "info", base: null, timestamp: pino.stdTimeFunctions.isoTime },
    settings.stream ?? pino.destination({ dest: 1, sync: false, minLength: 4096, periodicFlush: 1000 }),
  )

/**
 * Writes one line when the request is over: method, path, status, milliseconds, id. No header, no body and no query
 * string ever gets in, so no password and no token does.
 */
export const logRequest = (
  logger: Logger,
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
export const logDefect = (logger: Logger, id: string, defect: unknown): void => {
  const error = defect instanceof Error ? defect : new Error(`Not an Error: ${String(defect)}`)
  logger.error({ requestId: id, err: errorInLog(error) }, "defect")
}
