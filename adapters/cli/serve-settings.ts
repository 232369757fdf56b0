import { type Admin, parseAdmin } from "./admin.ts"
import { noArguments, readFlags, variable } from "./command.ts"
import { type Database, readDatabase } from "./database.ts"
import { UsageError } from "./failure.ts"

export const serveUsage = `Usage: shopwright serve [options]

Serves the shop over HTTP until SIGINT or SIGTERM.

  --dialect NAME   the API to serve, at the root; without it every dialect is served under /NAME, and
                   ecommerce-backend at the root as well
  --host H         the address to listen on (variable HOST; default 127.0.0.1)
  --port P         the port, 0 for any free one (variable PORT; default 8000)
  --database X     memory, a folder for the embedded database, or the postgres:// URL of a server
                   (variable DATABASE_URL; default: the folder .shopwright)

Variables:
  SHOPWRIGHT_ADMIN    user:password or user:password:email; makes sure that this admin exists
  SHOPWRIGHT_CATALOG  a catalogue file, or demo; loaded where the shop has no catalogue yet
  SHOPWRIGHT_SECRET   signs tokens, at least 32 bytes; needed with a server database
  SHOPWRIGHT_LOG      how much is logged to standard error: trace, debug, info, warn, error, fatal or silent
                      (default info)
`

const logLevels = ["trace", "debug", "info", "warn", "error", "fatal", "silent"] as const

/** All that `serve` is told, by flags and variables; a flag wins over a variable. */
export interface ServeSettings {
  readonly dialect: string | undefined
  readonly host: string
  readonly port: number
  readonly database: Database
  readonly admin: Admin | undefined
  readonly catalog: string | undefined
  readonly logLevel: (typeof logLevels)[number]
}

const flags = {
  dialect: { type: "string" },
  host: { type: "string" },
  port: { type: "string" },
  database: { type: "string" },
} as const

export const readServeSettings = (args: ReadonlyArray<string>): ServeSettings => {
  const { values, positionals } = readFlags(args, flags)
  noArguments(positionals)
  const admin = variable("SHOPWRIGHT_ADMIN")
  return {
    dialect: values.dialect,
    host: values.host ?? variable("HOST") ?? "127.0.0.1",
    port: values.port === undefined ? readPort(variable("PORT") ?? "8000", "PORT") : readPort(values.port, "--port"),
    database: readDatabase(values.database),
    admin: admin === undefined ? undefined : parseAdmin(admin),
    catalog: variable("SHOPWRIGHT_CATALOG"),
    logLevel: readLogLevel(variable("SHOPWRIGHT_LOG") ?? "info"),
  }
}

const readPort = (text: string, source: string): number => {
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65_535) return Number(text)
  throw new UsageError(`${source} must be a number from 0 to 65535, and is '${text}'`)
}

const readLogLevel = (text: string): ServeSettings["logLevel"] => {
  const level = logLevels.find((level) => level === text)
  if (level !== undefined) return level
  throw new UsageError(`SHOPWRIGHT_LOG must be one of ${logLevels.join(", ")}, and is '${text}'`)
}
