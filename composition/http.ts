/** A shop behind HTTP: mounted in somebody's application, or served on its own. Needs `express`, `helmet` and `multer`. */
import type { IncomingMessage, ServerResponse } from "node:http"
import { makeApp } from "../adapters/http/server/app.ts"
import type { ServerLog } from "../adapters/http/server/server-log.ts"
import { type DialectName, type DialectSettings, makeDialect } from "./dialects.ts"
import type { Shop } from "./shop.ts"

export type { SameSite } from "../adapters/http/browser/cookies.ts"
export type { WebstoreCookies } from "../adapters/http/dialects/webstore/dialect.ts"
export type { RunningServer } from "../adapters/http/server/server.ts"
export type { ServerLog } from "../adapters/http/server/server-log.ts"
export type { TokenLifetimes } from "../application/account/token-settings.ts"
export { type DialectName, type DialectSettings, dialectNames, isDialectName } from "./dialects.ts"
export { type ServeOptions, serve } from "./serve.ts"

/**
 * Which API to answer with, and what there is to say of it. Its own paths begin behind the place where the router is
 * mounted: `/shop/api/orders/`. A setting that the API does not have does not compile.
 */
export type DialectChoice = {
  [Name in DialectName]: { readonly dialect: Name } & DialectSettings[Name]
}[DialectName]

/** The options of a router, whichever API it serves. */
export interface MountOptions {
  /** The longest body that is read, in bytes. Defaults to one mebibyte. */
  readonly bodyLimit?: number | undefined
  /** Receives one line per request, refused sign-ins and defects. By default only defects are reported, as process warnings. */
  readonly log?: ServerLog | undefined
  /** Which proxies are trusted, as Express' `trust proxy` says. Defaults to the host application's own setting. */
  readonly trustProxy?: boolean | number | string | undefined
  /**
   * The URL at which clients reach this router, mount path included, such as `https://example.com/shop`: for pictures,
   * cookie paths and the router's own origin. Defaults to what the request and trusted proxies say.
   */
  readonly publicUrl?: string | undefined
  /** Seconds for which browsers use HTTPS alone for this host (`Strict-Transport-Security`). Defaults to no such header. */
  readonly hstsSeconds?: number | undefined
  /** Whether an unknown path goes on to the host's next handler. Defaults to false: such a path is a 404. */
  readonly fallThrough?: boolean | undefined
}

/** What a router is made of. */
export type RouterOptions = MountOptions & DialectChoice

/** What `app.use`, `http.createServer` and every router of Connect's kind take. */
export type RequestHandler = (
  request: IncomingMessage,
  response: ServerResponse,
  next?: (error?: unknown) => void,
) => void

/**
 * An API over an open shop, to be mounted. It reads bodies itself; where the host's own parser was there first, it takes
 * what that left in `request.body`. Any number of them, over one shop or several, live in one process; the shop stays
 * open until its owner closes it.
 *
 * Throws where the dialect signs tokens and the shop was given nothing to sign with, and where its settings make no
 * sense.
 *
 * @example
 * app.use("/shop", router(shop, { dialect: "ecommerce-backend" }))
 * app.use("/web", router(shop, { dialect: "webstore", trustedOrigins: ["https://shop.example"] }))
 */
export const router = (shop: Shop, options: RouterOptions): RequestHandler => {
  const { bodyLimit, log = warnings, trustProxy, publicUrl, hstsSeconds, fallThrough, dialect, ...settings } = options
  const mounts = [{ prefix: "" as const, dialect: makeDialect(dialect, shop, settings) }]
  const limit = bodyLimit === undefined ? {} : { bodyLimit }
  return makeApp({ mounts, logger: log, trustProxy, publicUrl, hstsSeconds, fallThrough, ...limit }) as RequestHandler
}

const warnings: ServerLog = {
  info: () => undefined,
  warn: () => undefined,
  error: (facts, message) => {
    const fault = "err" in facts ? facts.err : message
    process.emitWarning(fault instanceof Error ? fault : String(fault), "ShopwrightHttpFault")
  },
}
