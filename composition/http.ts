/** Serves a shop over HTTP, in a host's application or on its own. Needs `express` and `helmet`. */
import type { IncomingMessage, ServerResponse } from "node:http"
import { makeApp } from "../adapters/http/server/app.ts"
import { healthHandler } from "../adapters/http/server/health.ts"
import type { ServerLog } from "../adapters/http/server/server-log.ts"
import { backOfficeMount } from "./back-office.ts"
import { chosenDialect } from "./dialects.ts"
import { warnings } from "./http-warnings.ts"
import type { DialectChoice, MountOptions } from "./mount-options.ts"
import type { Readiness } from "./readiness.ts"
import type { AnyShop } from "./shop.ts"

export type { SameSite } from "../adapters/http/browser/cookies.ts"
export type { SessionCookies } from "../adapters/http/dialects/shopwright/dialect.ts"
export type { WebstoreCookies } from "../adapters/http/dialects/webstore/dialect.ts"
export type { RunningServer } from "../adapters/http/server/server.ts"
export type { ServerLog } from "../adapters/http/server/server-log.ts"
export type { TokenLifetimes } from "../application/account/token-settings.ts"
export { defineConfig, type ShopConfig } from "./config.ts"
export { type CustomDialect, type DialectName, type DialectSettings, dialectNames, isDialectName } from "./dialects.ts"
export { type FetchHandler, type FetchOptions, fetchHandler } from "./fetch.ts"
export type { DialectChoice, MountOptions } from "./mount-options.ts"
export { type ServeOptions, serve } from "./serve.ts"

/** The options of a router. */
export type RouterOptions = MountOptions & DialectChoice

/** A handler for `app.use`, `http.createServer` and routers compatible with Connect. */
export type RequestHandler = (
  request: IncomingMessage,
  response: ServerResponse,
  next?: (error?: unknown) => void,
) => void

/**
 * Creates a router that serves an API over an open shop. It reads bodies itself. If the host's parser has read the
 * body, it uses `request.body`. A process may have any number of routers, over one shop or several. The router does not
 * close the shop.
 *
 * Throws if the dialect signs tokens and the shop has no keys, and for invalid settings.
 *
 * @example
 * app.use("/shop", router(shop, { dialect: "ecommerce-backend" }))
 * app.use("/web", router(shop, { dialect: "webstore", trustedOrigins: ["https://shop.example"] }))
 */
export const router = (shop: AnyShop, options: RouterOptions): RequestHandler => {
  const {
    bodyLimit,
    bodyBudget,
    log = warnings,
    telemetry,
    trustProxy,
    publicUrl,
    hstsSeconds,
    fallThrough,
    describesApi: describesApis,
    dialect,
    ...settings
  } = options
  const mounts = [{ prefix: "" as const, dialect: chosenDialect(dialect, shop, settings) }]
  return makeApp({
    mounts,
    logger: log,
    observer: telemetry?.requests,
    trustProxy,
    publicUrl,
    hstsSeconds,
    fallThrough,
    bodyLimit,
    bodyBudget,
    describesApis,
  }) as RequestHandler
}

/** The options of the back office. */
export type BackOfficeOptions = Omit<MountOptions, "describesApi">

/**
 * Creates a handler of the back office, a page for admins, and of its API, which is `shopwright` at `/v1/` below the mount
 * path. Mount it at a path of its own. The handler does not close the shop.
 *
 * Throws if the shop has no token keys, and for invalid settings.
 *
 * @example
 * app.use("/admin", backOffice(shop))
 */
export const backOffice = (shop: AnyShop, options: BackOfficeOptions = {}): RequestHandler => {
  const { log = warnings, telemetry, ...settings } = options
  const mounts = [backOfficeMount(shop, "")]
  return makeApp({ ...settings, mounts, logger: log, observer: telemetry?.requests }) as RequestHandler
}

/**
 * Creates a handler of `/livez` and `/readyz` for a host that mounts routers. Both respond with small JSON that is never
 * cached, without sign-in. `/livez` responds 200. `/readyz` responds 200 if every shop is ready (see `shop.readiness`),
 * otherwise 503 with the reason. Other paths go on to the host's next handler. `log` receives changes of readiness.
 *
 * @example
 * app.use(healthChecks([shop]))
 */
export const healthChecks = (
  shops: ReadonlyArray<Pick<AnyShop, "readiness">>,
  log: ServerLog = warnings,
): RequestHandler => {
  const check = async (): Promise<Readiness> => {
    const states = await Promise.all(shops.map((shop) => shop.readiness()))
    return states.find(({ ready }) => !ready) ?? { ready: true }
  }
  const handler = healthHandler(check, log)
  return (request, response, next) =>
    handler(request, response, () => {
      if (next !== undefined) next()
      else response.writeHead(404).end()
    })
}
