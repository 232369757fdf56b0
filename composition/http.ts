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
export type { TokenLifetimes } from "../application/account/token-pair.ts"
export { type DialectName, type DialectSettings, dialectNames, isDialectName } from "./dialects.ts"
export { type ServeOptions, serve } from "./serve.ts"

/**
 * Which API to answer with, and what there is to say of it. Its own paths begin behind the place where the router is
 * mounted: `/shop/api/orders/`. A setting that the API does not have does not compile.
 */
export type DialectChoice = {
  [Name in DialectName]: { readonly dialect: Name } & DialectSettings[Name]
}[DialectName]

/** What a router is made of, whichever API it answers with. */
export interface MountOptions {
  /** The longest body that is read, in bytes. One mebibyte unless given. */
  readonly bodyLimit?: number | undefined
  /** Gets a line a request and what goes wrong inside. Unless given, only the latter, as a warning of the process. */
  readonly log?: ServerLog | undefined
  /** Which proxies are believed, as Express' `trust proxy` says; the host application's own setting unless given. */
  readonly trustProxy?: boolean | number | string | undefined
  /** Whether a path that the dialect does not have goes on to the host's next handler. Answered with 404 unless given. */
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
  const { bodyLimit, log = warnings, trustProxy, fallThrough, dialect, ...settings } = options
  const mounts = [{ prefix: "" as const, dialect: makeDialect(dialect, shop, settings) }]
  const limit = bodyLimit === undefined ? {} : { bodyLimit }
  return makeApp({ mounts, logger: log, trustProxy, fallThrough, ...limit }) as RequestHandler
}

const warnings: ServerLog = {
  info: () => undefined,
  error: (facts, words) => {
    const fault = "err" in facts ? facts.err : words
    process.emitWarning(fault instanceof Error ? fault : String(fault), "ShopwrightHttpFault")
  },
}
