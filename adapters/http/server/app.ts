import { Cause, Effect, Exit } from "effect"
import express, { type ErrorRequestHandler, type Request, type Response } from "express"
import { checkWhole } from "../bodies/check-whole.ts"
import { securityHeaders } from "../browser/security-headers.ts"
import type { Dialect, Limits, Route } from "../dialect/dialect.ts"
import { type HttpResponse, json } from "../dialect/response.ts"
import { badRequest, detail, notFound, serverError } from "../drf/responses.ts"
import { requestId } from "./request-id.ts"
import { send } from "./send.ts"
import { logDefect, logRequest, type ServerLog } from "./server-log.ts"

export interface AppSettings {
  /** What is served, and under which prefix: `""` for the root, `/ecommerce-backend` beside others. */
  readonly mounts: ReadonlyArray<{ readonly prefix: "" | `/${string}`; readonly dialect: Dialect }>
  readonly logger: ServerLog
  /** The longest body that is read, in bytes. One mebibyte unless told. */
  readonly bodyLimit?: number
  /**
   * Which proxies in front are believed, as Express' setting of that name says. Unless told, what the application says
   * that this one is mounted in, or else none.
   */
  readonly trustProxy?: boolean | number | string | undefined
  /** Whether a path that no dialect has goes on to what stands behind, where this is mounted; answered with 404 else. */
  readonly fallThrough?: boolean | undefined
  /** What `/.well-known/jwks.json` shows: the public keys by which others may check tokens. Nowhere unless given. */
  readonly publicKeys?: (() => unknown) | undefined
}

/**
 * The Express application that serves dialects. Every answer is JSON in DRF's shape, carries helmet's headers and
 * the request's id, and leaves one line in the log; what is wrong inside is logged and told to nobody.
 */
export const makeApp = ({
  mounts,
  logger,
  bodyLimit = 1_048_576,
  trustProxy,
  publicKeys,
  fallThrough = false,
}: AppSettings): express.Express => {
  checkWhole("bodyLimit", bodyLimit, 1)
  const app = express()
  app.disable("x-powered-by").disable("etag").enable("case sensitive routing")
  app.set("query parser", false)
  if (trustProxy !== undefined) app.set("trust proxy", trustProxy)
  const headers = securityHeaders()
  const finish = (request: Request, response: Response, result: HttpResponse): void =>
    send(headers, request, response, result, (defect) => logDefect(logger, String(response.locals.requestId), defect))

  app.use((request, response, next) => {
    const id = requestId(request.headers["x-request-id"])
    response.locals.requestId = id
    const path = request.path
    logRequest(logger, request, response, path, id)
    if (path.includes("%") && !isEncodedRight(path)) finish(request, response, badRequest)
    else next()
  })
  if (publicKeys !== undefined)
    app.get("/.well-known/jwks.json", (request, response) => {
      finish(request, response, json(200, publicKeys(), { "Cache-Control": "public, max-age=300" }))
    })
  for (const { prefix, dialect } of mounts) {
    for (const route of dialect.routes)
      app.all(`${prefix}${dialect.basePath}${route.path}`, (request, response) => {
        // Mounted in another application, the paths of this one begin where that one has it.
        const limits: Limits = { body: bodyLimit, prefix: request.baseUrl + prefix }
        run(route, request, limits, (exit) => {
          if (Exit.isSuccess(exit)) return finish(request, response, exit.value ?? notFound)
          logDefect(logger, String(response.locals.requestId), Cause.squash(exit.cause))
          finish(request, response, serverError)
        })
      })
  }
  if (!fallThrough) app.use((request, response) => finish(request, response, notFound))
  app.use(lastResort(logger, finish))
  return app
}

const run = (
  route: Route,
  request: Request,
  limits: Limits,
  onExit: (exit: Exit.Exit<HttpResponse | null>) => void,
): void => {
  Effect.runCallback(
    Effect.suspend(() => route.respond(request, limits)),
    { onExit },
  )
}

const isEncodedRight = (path: string): boolean => {
  try {
    decodeURIComponent(path)
    return true
  } catch {
    return false
  }
}

/** Whatever Express itself refuses keeps its 4xx; everything else is a defect of ours. */
const lastResort =
  (
    logger: ServerLog,
    finish: (request: Request, response: Response, result: HttpResponse) => void,
  ): ErrorRequestHandler =>
  (error: unknown, request, response, _next) => {
    const status = error instanceof Error && "status" in error ? Number(error.status) : 500
    if (status >= 400 && status < 500) return finish(request, response, detail(status, "Bad request."))
    logDefect(logger, String(response.locals.requestId), error)
    finish(request, response, serverError)
  }
