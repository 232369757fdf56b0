import { type DestinationStream, type Logger, pino } from "pino"

/**
 * Creates a logger that writes JSON lines. Lines are buffered and written asynchronously, after at most one second and
 * when the process ends, because a write for each line costs as much as a small request. `stream` defaults to standard
 * output.
 */
export const makeLogger = (settings: { readonly level?: string; readonly stream?: DestinationStream } = {}): Logger =>
  pino(
    { level: settings.level ?? "info", base: null, timestamp: pino.stdTimeFunctions.isoTime },
    settings.stream ?? pino.destination({ dest: 1, sync: false, minLength: 4096, periodicFlush: 1000 }),
  )
