import { Effect } from "effect"
import type { Dialect } from "../adapters/http/dialect/dialect.ts"
import type { SystemFacts } from "../adapters/http/dialects/shopwright/dialect.ts"
import { loopbackMismatch } from "../adapters/http/dialects/webstore/dialect.ts"
import { makeApp } from "../adapters/http/server/app.ts"
import { healthHandler } from "../adapters/http/server/health.ts"
import { listen, type RunningServer } from "../adapters/http/server/server.ts"
import type { ServerLog } from "../adapters/http/server/server-log.ts"
import { backOfficeMount } from "./back-office.ts"
import { chosenDialect, type DialectName, type DialectSettings, dialectNames, usesCookies } from "./dialects.ts"
import type { AnyShop } from "./shop.ts"
import type { Telemetry } from "./telemetry.ts"

export { type DialectName, dialectNames, isDialectName, usesCookies } from "./dialects.ts"

/** The options of `serve`. */
export interface ServeOptions {
  /** An open shop. The caller closes it, after the server. */
  readonly shop: AnyShop
  /**
   * The API to serve at the root: a name, or a dialect of the host. Defaults to all built-in APIs, each under its name,
   * and ecommerce-backend also at the root.
   */
  readonly dialect?: DialectName | Dialect | undefined
  /**
   * APIs of the host by name. If `dialect` selects none, each is served under its name, as the built-in APIs are.
   * Defaults to none.
   */
  readonly dialects?: Readonly<Record<string, Dialect>> | undefined
  /** The address to listen on, such as `127.0.0.1`, or `0.0.0.0` for all network interfaces. */
  readonly host: string
  /** 0 selects any free port. */
  readonly port: number
  /** Receives one line per request, refused sign-ins and defects. A pino logger implements it. */
  readonly log: ServerLog
  /** Traces and metrics, the same as those of the shop. Defaults to none. */
  readonly telemetry?: Telemetry | undefined
  /** The trusted proxies: their number or addresses, as in Express' `trust proxy`. Defaults to none. */
  readonly trustProxy?: number | string | undefined
  /** The URL at which clients reach the server, such as `https://example.com/shop`. Defaults to the request's URL. */
  readonly publicUrl?: string | undefined
  /**
   * Seconds for which browsers use only HTTPS for this host (`Strict-Transport-Security`). Defaults to no such header.
   */
  readonly hstsSeconds?: number | undefined
  /**
   * The origins of other pages that may call the APIs. `*` allows all pages for APIs without cookies. If only webstore
   * is served, `*` is rejected. `settings` of an API replace this for that API. Defaults to none.
   */
  readonly trustedOrigins?: ReadonlyArray<string> | undefined
  /** The longest body, in bytes, without an accepted picture. Defaults to one mebibyte. */
  readonly bodyLimit?: number | undefined
  /**
   * The memory, in bytes, that all bodies use at once. A request above it gets a 503 with `Retry-After`. Must be at least
   * the longest body with its picture. Defaults to 128 mebibytes, or four times `bodyLimit` if that is more.
   */
  readonly bodyBudget?: number | undefined
  /** Whether the back office is at `/admin/`, and its API at `/admin/v1/`. Defaults to true if the shop has token keys. */
  readonly backOffice?: boolean | undefined
  /** What the back office shows of the server: version, database, settings without secrets. Defaults to nothing. */
  readonly system?: SystemFacts | undefined
  /** The settings of each API by name. Defaults follow the documents. */
  readonly settings?: Partial<DialectSettings> | undefined
}

/**
 * Serves an open shop over HTTP, with `/livez` and `/readyz`. Closing the server leaves the shop open.
 *
 * @example
 * const server = await serve({ shop, host: "127.0.0.1", port: 8000, log: pino() })
 * console.log(server.url)
 * await server.close()
 * await shop.close()
 */
export const serve = async (options: ServeOptions): Promise<RunningServer> => {
  const {
    shop,
    dialect,
    dialects = {},
    host,
    port,
    log,
    trustProxy = false,
    publicUrl,
    hstsSeconds,
    settings,
  } = options
  const { bodyLimit, bodyBudget, backOffice = shop.signsTokens } = options
  const make = (choice: DialectName | Dialect) => {
    const own = typeof choice === "string" ? settings?.[choice] : undefined
    return chosenDialect(choice, shop, { trustedOrigins: originsFor(choice, options), ...own })
  }
  const root = { prefix: "" as const, dialect: make(dialect ?? "ecommerce-backend") }
  const named = () => [
    ...dialectNames.map((name) => ({ prefix: `/${name}` as const, dialect: make(name) })),
    ...Object.entries(dialects).map(([name, own]) => ({ prefix: `/${name}` as const, dialect: make(own) })),
  ]
  const apis = dialect === undefined ? [...named(), root] : [root]
  const mounts = backOffice ? [backOfficeMount(shop, "/admin", options.system), ...apis] : apis
  const publicKeys = shop.publicKeys ?? undefined
  const app = makeApp({
    mounts,
    logger: log,
    observer: options.telemetry?.requests,
    trustProxy,
    publicUrl,
    hstsSeconds,
    publicKeys,
    bodyLimit,
    bodyBudget,
    describesApis: true,
    isEmpty: () => Effect.promise(() => shop.isEmpty()),
  })
  let isDraining = false
  const health = healthHandler(async () => (isDraining ? SHUTTING_DOWN : shop.readiness()), log)
  const server = await listen((request, response) => health(request, response, () => app(request, response)), {
    host,
    port,
  })
  // Pages of another site can call shopwright with bearer tokens.
  for (const { dialect } of mounts)
    if (dialect.cors.cookies && dialect.name !== "shopwright")
      for (const page of dialect.cors.trusted) {
        const mismatch = loopbackMismatch(page, publicUrl ?? server.url)
        if (mismatch !== null) log.warn({ page, api: publicUrl ?? server.url }, mismatch)
      }
  const drain = () => {
    isDraining = true
    server.drain()
  }
  return {
    ...server,
    drain,
    close: () => {
      drain()
      return server.close()
    },
    retire: () => {
      drain()
      return server.retire()
    },
  }
}

const SHUTTING_DOWN = { ready: false, reason: "closing", message: "the server is shutting down" } as const

/** Returns the trusted origins of one API. `*` does not apply to an API with cookies when several are served. */
const originsFor = (
  choice: DialectName | Dialect,
  { trustedOrigins = [], dialect, log }: ServeOptions,
): ReadonlyArray<string> => {
  const [name, cookies] =
    typeof choice === "string" ? [choice, usesCookies(choice)] : [choice.name, choice.cors.cookies]
  if (dialect !== undefined || !cookies || !trustedOrigins.includes("*")) return trustedOrigins
  log.warn(
    { dialect: name },
    `${name} uses cookies, so the trusted origin * does not apply to it. List its pages' origins.`,
  )
  return trustedOrigins.filter((origin) => origin !== "*")
}
