import { Cause, type Context, Effect, Exit } from "effect"
import express, { type ErrorRequestHandler, type Request, type Response } from "express"
import { callContext } from "../../../application/queue-timeout.ts"
import { makeBodyBudget } from "../bodies/body-budget.ts"
import { checkWhole } from "../bodies/check-whole.ts"
import { ANY_METHOD, type Cors, corsFor, isPreflight, noCors, preflight } from "../browser/cors.ts"
import { securityHeaders, strictTransport } from "../browser/security-headers.ts"
import type { PlainResponses } from "../dialect/conventions.ts"
import type { Dialect, Limits } from "../dialect/dialect.ts"
import { plainResponses } from "../dialect/plain-responses.ts"
import { type HttpResponse, json } from "../dialect/response.ts"
import { addReference } from "../openapi/reference/routes.ts"
import { loggedAddress } from "./client-address.ts"
import { exactPaths } from "./exact-paths.ts"
import { hasSingleHost, hasValidEncoding } from "./malformed.ts"
import { addPages, type PageSource } from "./pages.ts"
import { publicAddress, setPublicUrl } from "./public-address.ts"
import { loggingRefusedSignIns } from "./refused-sign-ins.ts"
import { requestId } from "./request-id.ts"
import type { ObservedRequest, RequestObserver } from "./request-observer.ts"
import { responseHead } from "./response-head.ts"
import { routerFor } from "./router-for.ts"
import { nodeTransport } from "./send.ts"
import { logDefect, requestLine, type ServerLog, withTrace } from "./server-log.ts"
import type { Transport } from "./transport.ts"

/** A dialect and the prefix of its paths: `""` for the root, `/ecommerce-backend` if several are served. */
export interface Mount {
  readonly prefix: "" | `/${string}`
  readonly dialect: Dialect
  /** The page below the prefix that uses the dialect. The dialect then belongs to the page: the reference omits it. */
  readonly pages?: PageSource | undefined
}

export interface AppSettings {
  readonly mounts: ReadonlyArray<Mount>
  readonly logger: ServerLog
  /** Observes requests. Undefined if telemetry is off. */
  readonly observer?: RequestObserver | undefined
  /** The longest body, in bytes. Defaults to one mebibyte. */
  readonly bodyLimit?: number | undefined
  /**
   * The memory, in bytes, that all bodies use at once. A request above it gets a 503. Defaults to 128 mebibytes, or
   * four times the longest body if that is more.
   */
  readonly bodyBudget?: number | undefined
  /**
   * The trusted proxies, as in Express' `trust proxy`. Defaults to the setting of the parent application, or to none.
   */
  readonly trustProxy?: boolean | number | string | undefined
  /**
   * The URL at which clients reach this application, for links, cookies and pictures. Defaults to the request's URL.
   */
  readonly publicUrl?: string | undefined
  /** Seconds for which browsers use only HTTPS (`Strict-Transport-Security`). Defaults to no such header. */
  readonly hstsSeconds?: number | undefined
  /** Whether an unknown path goes on to the host's next handler. Defaults to false, which responds with 404. */
  readonly fallThrough?: boolean | undefined
  /**
   * Whether each dialect's OpenAPI document is at `/openapi.json` below its prefix, and the API reference at `/docs/`.
   * Defaults to false.
   */
  readonly describesApis?: boolean | undefined
  /** Whether the shop has no products yet. With `describesApis`, adds a page for browsers at `/`. Defaults to no page. */
  readonly isEmpty?: (() => Effect.Effect<boolean>) | undefined
  /** Returns the content of `/.well-known/jwks.json`: the public keys that verify tokens. Defaults to no such path. */
  readonly publicKeys?: (() => unknown) | undefined
  /** How responses reach the client. Defaults to Node's connections. */
  readonly transport?: Transport | undefined
}

/**
 * Creates the Express application that serves dialects. Every response is JSON in DRF's format with helmet's headers
 * and the request's id, and produces one log line. Defects are logged and not shown to the client.
 */
export const makeApp = (settings: AppSettings): express.Express => {
  const {
    mounts,
    logger,
    observer,
    bodyLimit = 1_048_576,
    bodyBudget = Math.max(134_217_728, 4 * bodyLimit),
    trustProxy,
    publicKeys,
    fallThrough = false,
    describesApis = false,
    isEmpty,
    transport = nodeTransport,
  } = settings
  checkWhole("bodyLimit", bodyLimit, 1)
  checkWhole("bodyBudget", bodyBudget, bodyLimit)
  const budget = makeBodyBudget(bodyBudget)
  if (settings.hstsSeconds !== undefined) checkWhole("hstsSeconds", settings.hstsSeconds, 0)
  const app = express()
  app.disable("x-powered-by").disable("etag").enable("case sensitive routing")
  app.set("query parser", false)
  if (trustProxy !== undefined) app.set("trust proxy", trustProxy)
  setPublicUrl(app, settings.publicUrl)
  const common = securityHeaders()
  const hsts = strictTransport(settings.hstsSeconds)
  const finish = (request: Request, response: Response, result: HttpResponse): void => {
    const requestId = String(response.locals.requestId)
    if (result.warning !== undefined) {
      const { facts, message } = result.warning
      logOf(response).warn({ requestId, address: loggedAddress(request), ...facts }, message)
    }
    const secure = hsts.length > 0 && publicAddress(request).protocol === "https" ? hsts : []
    const perRequest = [...corsOf(response).headers, ...secure]
    const head = responseHead(result, { common, perRequest, requestId })
    const onDefect = (defect: unknown) => logDefect(logOf(response), requestId, defect)
    transport.send(request, response, { result, head, onDefect })
  }

  const logOf = (response: Response): ServerLog => (response.locals.log as ServerLog | undefined) ?? logger
  const dialectAt = dialectsByPath(mounts)
  const plainAt = (path: string): PlainResponses => dialectAt(path)?.plain ?? plainResponses
  app.use((request, response, next) => {
    const id = requestId(request.headers["x-request-id"])
    response.locals.requestId = id
    const path = request.path
    response.locals.cors = corsFor(dialectAt(path)?.cors ?? noOrigins, request)
    const observed = observer?.begin(request)
    response.locals.observed = observed
    if (observed !== undefined && observed.traceId !== null) response.locals.log = withTrace(logger, observed.traceId)
    const log = requestLine(logOf(response), request, path, id)
    transport.onEnd(response, (status, end) => {
      observed?.end(end === "sent" ? status : null)
      log(status, end)
    })
    if (hasSingleHost(request.rawHeaders) && hasValidEncoding(path)) next()
    else finish(request, response, plainAt(path).badRequest)
  })
  if (publicKeys !== undefined)
    app.get("/.well-known/jwks.json", (request, response) => {
      finish(request, response, json(200, publicKeys(), publicToAll))
    })
  if (describesApis) {
    const backOffice = mounts.find(({ pages }) => pages !== undefined)?.prefix
    addReference(app, { mounts: mounts.filter(({ pages }) => pages === undefined), finish, isEmpty, backOffice })
  }
  const exact = exactPaths()
  app.use(exact.handle)
  for (const { prefix, dialect, pages } of mounts) {
    if (pages !== undefined) addPages(app, { prefix, pages, finish })
    const router = routerFor(app, (path) => path.startsWith(prefix + dialect.basePath))
    for (const route of dialect.routes) {
      const path = `${prefix}${dialect.basePath}${route.path}`
      const handle = (request: Request, response: Response) => {
        if (corsOf(response).allowed && isPreflight(request)) return finish(request, response, preflight(route.methods))
        const limits: Limits = { body: bodyLimit, budget, prefix: publicAddress(request).prefix + prefix }
        const id = String(response.locals.requestId)
        const context = loggingRefusedSignIns(callContext(), logOf(response), id, request)
        const work = Effect.suspend(() => route.respond(request, limits))
        const observed = response.locals.observed as ObservedRequest | undefined
        run(context, observed?.run(path, work) ?? work, (exit) => {
          if (Exit.isSuccess(exit)) return finish(request, response, exit.value ?? dialect.plain.notFound)
          logDefect(logOf(response), id, Cause.squash(exit.cause))
          finish(request, response, dialect.plain.serverError)
        })
      }
      exact.add(path, handle)
      router.all(path, handle)
    }
  }
  if (!fallThrough)
    app.use((request, response) => {
      const isAllowedPreflight = corsOf(response).allowed && isPreflight(request)
      finish(request, response, isAllowedPreflight ? preflight(ANY_METHOD) : plainAt(request.path).notFound)
    })
  app.use(handleExpressError(logOf, finish, plainAt))
  return app
}

const publicToAll = {
  "Cache-Control": "public, max-age=300",
  "Access-Control-Allow-Origin": "*",
  "Cross-Origin-Resource-Policy": "cross-origin",
}

/** Returns a function from a path to its dialect: the one with the longest matching base path. */
const dialectsByPath = (mounts: ReadonlyArray<Mount>): ((path: string) => Dialect | undefined) => {
  const bases = mounts
    .map(({ prefix, dialect }) => ({ base: prefix + dialect.basePath, dialect }))
    .toSorted((a, b) => b.base.length - a.base.length)
  return (path) => bases.find(({ base }) => path.startsWith(base))?.dialect
}

const noOrigins: Dialect["cors"] = { trusted: new Set(), cookies: false }

const corsOf = (response: Response): Cors => (response.locals.cors as Cors | undefined) ?? noCors

const run = <A>(
  context: Context.Context<never>,
  effect: Effect.Effect<A>,
  onExit: (exit: Exit.Exit<A>) => void,
): void => {
  Effect.runCallbackWith(context)(effect, { onExit })
}

/** Handles errors of Express. 4xx errors keep their status. Every other error is a defect. */
const handleExpressError =
  (
    logOf: (response: Response) => ServerLog,
    finish: (request: Request, response: Response, result: HttpResponse) => void,
    plainAt: (path: string) => PlainResponses,
  ): ErrorRequestHandler =>
  (error: unknown, request, response, _next) => {
    const status = error instanceof Error && "status" in error ? Number(error.status) : 500
    if (status >= 400 && status < 500) return finish(request, response, { ...plainAt(request.path).badRequest, status })
    logDefect(logOf(response), String(response.locals.requestId), error)
    finish(request, response, plainAt(request.path).serverError)
  }
