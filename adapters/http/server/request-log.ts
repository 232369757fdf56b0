import { type DestinationStream, type Logger, pino } from "pino"

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
