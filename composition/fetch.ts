import { makeFetchApp } from "../adapters/http/server/fetch/fetch-app.ts"
import { chosenDialect } from "./dialects.ts"
import { warnings } from "./http-warnings.ts"
import type { DialectChoice, MountOptions } from "./mount-options.ts"
import type { AnyShop } from "./shop.ts"

/** The options of a web-standard handler. */
export type FetchOptions = Omit<MountOptions, "fallThrough"> &
  DialectChoice & {
    /**
     * The path at which the host mounts the handler, such as `/shop`, if its requests still contain that path. Other paths
     * get a 404. Defaults to none.
     */
    readonly basePath?: string | undefined
    /**
     * Returns the network address from which a request came: the client's, or that of the nearest proxy if `trustProxy`
     * is set. A `Request` does not contain it, so the host asks its server. Without it, or for `undefined`, all such clients
     * share one address, and the limits on registrations and failed sign-ins of one network apply to them together.
     */
    readonly clientAddress?: ((request: Request) => string | undefined) | undefined
  }

/** A handler for `Deno.serve`, `Bun.serve`, Hono's `mount` and Next.js route handlers. */
export type FetchHandler = (request: Request) => Promise<Response>

/**
 * Creates a web-standard handler that serves an API over an open shop. It is the same application as `router`, needs
 * `express` and `helmet`, and runs where `node:http` exists. Bodies are read, and responses are produced, piece by piece.
 * The promise rejects only if another reader has read the request's body before. The handler does not close the shop.
 *
 * Throws if the dialect signs tokens and the shop has no keys, and for invalid settings.
 *
 * @example
 * const handler = fetchHandler(shop, { dialect: "ecommerce-backend" })
 * const response = await handler(new Request("https://shop.example/api/products/"))
 */
export const fetchHandler = (shop: AnyShop, options: FetchOptions): FetchHandler => {
  const {
    bodyLimit,
    bodyBudget,
    log = warnings,
    trustProxy,
    publicUrl,
    hstsSeconds,
    describesApi: describesApis,
    telemetry,
    basePath,
    clientAddress,
    dialect,
    ...settings
  } = options
  return makeFetchApp({
    mounts: [{ prefix: "", dialect: chosenDialect(dialect, shop, settings) }],
    logger: log,
    observer: telemetry?.requests,
    trustProxy,
    publicUrl,
    hstsSeconds,
    bodyLimit,
    bodyBudget,
    describesApis,
    basePath,
    clientAddress,
  })
}
