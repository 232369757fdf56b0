import { resolve } from "node:path"
import { type Admin, parseAdmin } from "./admin.ts"
import { noArguments, readFlags, variable } from "./command.ts"
import { type Database, DEFAULT_FOLDER, readDatabase } from "./database.ts"
import { UsageError } from "./failure.ts"
import { keysHelp } from "./keys.ts"
import { readSessionSettings, type SessionSettings, sessionHelp } from "./session-settings.ts"
import { readWebSettings, type WebSettings, webHelp } from "./web-settings.ts"

export const serveUsage = `Usage: shopwright serve [options]

Serves the shop over HTTP until SIGINT or SIGTERM.

  --dialect NAME   the API to serve at the root (default: every dialect under /NAME, and ecommerce-backend also at the
                   root)
  --host H         the address to listen on (variable HOST; default 127.0.0.1)
  --port P         the port, 0 for any free port (variable PORT; default 8000)
  --database X     memory, a folder for the embedded database, or the postgres:// URL of a server
                   (variable DATABASE_URL; default: the folder .shopwright)

Variables:
  SHOPWRIGHT_ADMIN    user:password, user:password:email or user:password:email:phone (the e-mail may be empty); creates
                      this admin if it does not exist; create-admin --help lists the dialects of each identifier
  SHOPWRIGHT_CATALOG  a catalogue file, or demo; loaded if the shop has no catalogue yet
  SHOPWRIGHT_SECRET   the secret that signs tokens, at least 32 bytes; required with a server database
  SHOPWRIGHT_KEYS     a file with token keys, instead of the secret; see below
  SHOPWRIGHT_MEDIA    the folder for pictures; processes on one database must share it (default: media in the folder of
                      the embedded database, or .shopwright/media with a server database)
${webHelp}${sessionHelp}  SHOPWRIGHT_UNPAID_ORDER_TTL
                      seconds after which an unpaid order is cancelled and its stock released (default: no limit)
  SHOPWRIGHT_MAX_UNPAID_ORDERS
                      the most unpaid orders of one account; a further order is refused (default: no limit)
  SHOPWRIGHT_SHUTDOWN_DELAY
                      seconds to serve requests after SIGTERM, while /readyz responds 503 (default 0)
  SHOPWRIGHT_BUYERS_CANCEL
                      on or off: whether buyers cancel their own orders until these are paid (default on)
  SHOPWRIGHT_LOG      the log level on standard error: trace, debug, info, warn, error, fatal or silent (default info)

${keysHelp}`

const logLevels = ["trace", "debug", "info", "warn", "error", "fatal", "silent"] as const

/** The settings of `serve` from flags and variables. A flag takes precedence over a variable. */
export interface ServeSettings {
  readonly dialect: string | undefined
  readonly host: string
  readonly port: number
  readonly database: Database
  readonly admin: Admin | undefined
  readonly catalog: string | undefined
  readonly media: string | undefined
  readonly web: WebSettings
  readonly sessions: SessionSettings
  readonly unpaidOrderTtlSeconds: number | undefined
  readonly maxUnpaidOrders: number | undefined
  readonly shutdownDelaySeconds: number
  readonly buyersCancel: boolean
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
  const database = readDatabase(values.database)
  return {
    dialect: values.dialect,
    host: values.host ?? variable("HOST") ?? "127.0.0.1",
    port: values.port === undefined ? readPort(variable("PORT") ?? "8000", "PORT") : readPort(values.port, "--port"),
    database,
    admin: admin === undefined ? undefined : parseAdmin(admin),
    catalog: variable("SHOPWRIGHT_CATALOG"),
    media: readMedia(database),
    web: readWebSettings(),
    sessions: readSessionSettings(),
    unpaidOrderTtlSeconds: readTtl(variable("SHOPWRIGHT_UNPAID_ORDER_TTL")),
    maxUnpaidOrders: readMaxUnpaid(variable("SHOPWRIGHT_MAX_UNPAID_ORDERS")),
    shutdownDelaySeconds: readShutdownDelay(variable("SHOPWRIGHT_SHUTDOWN_DELAY") ?? "0"),
    buyersCancel: readSwitch("SHOPWRIGHT_BUYERS_CANCEL", variable("SHOPWRIGHT_BUYERS_CANCEL") ?? "on"),
    logLevel: readLogLevel(variable("SHOPWRIGHT_LOG") ?? "info"),
  }
}

/** Returns the default picture folder of a shop on a database server. */
export const defaultMedia = (): string => resolve(DEFAULT_FOLDER, "media")

/** Returns the folder for pictures, or `undefined` if the database determines it. */
const readMedia = (database: Database): string | undefined => {
  const folder = variable("SHOPWRIGHT_MEDIA")
  if (folder !== undefined) return resolve(folder)
  return typeof database === "object" && "url" in database ? defaultMedia() : undefined
}

const readPort = (text: string, source: string): number => {
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65_535) return Number(text)
  throw new UsageError(`${source} must be a number from 0 to 65535, not '${text}'`)
}

const readTtl = (text: string | undefined): number | undefined => {
  if (text === undefined) return undefined
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text)
  throw new UsageError(`SHOPWRIGHT_UNPAID_ORDER_TTL must be a whole number of seconds from 1, not '${text}'`)
}

const readMaxUnpaid = (text: string | undefined): number | undefined => {
  if (text === undefined) return undefined
  if (/^[1-9]\d{0,6}$/.test(text) && Number(text) <= 1_000_000) return Number(text)
  throw new UsageError(`SHOPWRIGHT_MAX_UNPAID_ORDERS must be a whole number from 1 to 1000000, not '${text}'`)
}

const readShutdownDelay = (text: string): number => {
  if (/^\d{1,4}$/.test(text) && Number(text) <= 3_600) return Number(text)
  throw new UsageError(`SHOPWRIGHT_SHUTDOWN_DELAY must be a whole number of seconds from 0 to 3600, not '${text}'`)
}

const readSwitch = (name: string, text: string): boolean => {
  if (text === "on" || text === "off") return text === "on"
  throw new UsageError(`${name} must be on or off, not '${text}'`)
}

const readLogLevel = (text: string): ServeSettings["logLevel"] => {
  const level = logLevels.find((level) => level === text)
  if (level !== undefined) return level
  throw new UsageError(`SHOPWRIGHT_LOG must be one of ${logLevels.join(", ")}, not '${text}'`)
}
