import { makeApp } from "../adapters/http/server/app.ts"
import { listen, type RunningServer } from "../adapters/http/server/server.ts"
import type { ServerLog } from "../adapters/http/server/server-log.ts"
import { type DialectName, type DialectSettings, dialectNames, makeDialect } from "./dialects.ts"
import type { Shop } from "./shop.ts"

export { type DialectName, dialectNames, isDialectName } from "./dialects.ts"

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
  /** Gets a line a request and what goes wrong inside: a logger of pino, say. */
  readonly log: ServerLog
  /** Which proxies in front are believed: how many, or their addresses, as Express' setting says. None unless given. */
  readonly trustProxy?: number | string | undefined
  /** What there is to say of each API, by its name; all as documented unless given. */
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
  const { shop, dialect, host, port, log, trustProxy = false, settings } = options
  const make = (name: DialectName) => makeDialect(name, shop, settings?.[name])
  const root = { prefix: "" as const, dialect: make(dialect ?? "ecommerce-backend") }
  const named = () => dialectNames.map((name) => ({ prefix: `/${name}` as const, dialect: make(name) }))
  const mounts = dialect === undefined ? [...named(), root] : [root]
  const publicKeys = shop.publicKeys ?? undefined
  return listen(makeApp({ mounts, logger: log, trustProxy, publicKeys }), { host, port })
}
