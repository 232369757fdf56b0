import { loopbackMismatch } from "../adapters/http/dialects/webstore/dialect.ts"
import { makeApp } from "../adapters/http/server/app.ts"
import { listen, type RunningServer } from "../adapters/http/server/server.ts"
import type { ServerLog } from "../adapters/http/server/server-log.ts"
import { type DialectName, type DialectSettings, dialectNames, makeDialect, usesCookies } from "./dialects.ts"
import type { Shop } from "./shop.ts"

export { type DialectName, dialectNames, isDialectName, usesCookies } from "./dialects.ts"

/** What is served, where, and with which log. */
export interface ServeOptions {
  /** An open shop. Whoever opened it closes it, after the server. */
  readonly shop: Shop
  /** The API to serve at the root; without it all of them, each under its name, and ecommerce-backend at the root too. */
  readonly dialect?: DialectName | undefined
  /** The address to listen on, such as `127.0.0.1`, or `0.0.0.0` for every network of the machine. */
  readonly host: string
  /** 0 for any free port. */
  readonly port: number
  /** Receives one line per request, refused sign-ins and defects. A logger of pino is one. */
  readonly log: ServerLog
  /** Which proxies in front are trusted: how many, or their addresses, as Express' setting says. Defaults to none. */
  readonly trustProxy?: number | string | undefined
  /** The URL at which clients reach the server, such as `https://example.com/shop`. Defaults to the request's. */
  readonly publicUrl?: string | undefined
  /** Seconds for which browsers use HTTPS alone for this host (`Strict-Transport-Security`). Defaults to no such header. */
  readonly hstsSeconds?: number | undefined
  /**
   * Origins of pages elsewhere that may call the APIs. `*` lets all pages call those without cookies; webstore alone
   * rejects it. `settings` of an API replace it for that API. Defaults to none.
   */
  readonly trustedOrigins?: ReadonlyArray<string> | undefined
  /** Settings of each API, by its name. Defaults to what the documents say. */
  readonly settings?: Partial<DialectSettings> | undefined
}

/**
 * Serves an open shop over HTTP until closed; the shop stays open.
 *
 * @example
 * const server = await serve({ shop, host: "127.0.0.1", port: 8000, log: pino() })
 * console.log(server.url)
 * await server.close()
 * await shop.close()
 */
export const serve = async (options: ServeOptions): Promise<RunningServer> => {
  const { shop, dialect, host, port, log, trustProxy = false, publicUrl, hstsSeconds, settings } = options
  const make = (name: DialectName) =>
    makeDialect(name, shop, { trustedOrigins: originsFor(name, options), ...settings?.[name] })
  const root = { prefix: "" as const, dialect: make(dialect ?? "ecommerce-backend") }
  const named = () => dialectNames.map((name) => ({ prefix: `/${name}` as const, dialect: make(name) }))
  const mounts = dialect === undefined ? [...named(), root] : [root]
  const publicKeys = shop.publicKeys ?? undefined
  const app = makeApp({ mounts, logger: log, trustProxy, publicUrl, hstsSeconds, publicKeys })
  const server = await listen(app, { host, port })
  for (const { dialect } of mounts)
    if (dialect.cors.cookies)
      for (const page of dialect.cors.trusted) {
        const mismatch = loopbackMismatch(page, publicUrl ?? server.url)
        if (mismatch !== null) log.warn({ page, api: publicUrl ?? server.url }, mismatch)
      }
  return server
}

/** The trusted origins of one API. Beside others, an API with cookies takes those that `*` does not stand for. */
const originsFor = (name: DialectName, { trustedOrigins = [], dialect, log }: ServeOptions): ReadonlyArray<string> => {
  if (dialect !== undefined || !usesCookies(name) || !trustedOrigins.includes("*")) return trustedOrigins
  log.warn(
    { dialect: name },
    `${name} uses cookies, so the trusted origin * does not apply to it. List its pages' origins.`,
  )
  return trustedOrigins.filter((origin) => origin !== "*")
}
