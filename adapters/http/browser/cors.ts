import { Effect } from "effect"
import type { Request } from "express"
import type { Dialect, Route } from "../dialect/dialect.ts"
import { encoded, type HttpResponse } from "../dialect/response.ts"
import { isTrusted, originOf, type TrustedOrigins } from "./origins.ts"

/**
 * Lets pages of trusted origins call a dialect with cookies (CORS, Fetch Standard 3.2). Others are answered as ever,
 * and their browsers keep the answer from them.
 */
export const withCors = (dialect: Dialect, trusted: TrustedOrigins): Dialect =>
  trusted.size === 0 ? dialect : { ...dialect, routes: dialect.routes.map((route) => shared(route, trusted)) }

const shared = (route: Route, trusted: TrustedOrigins): Route => ({
  path: route.path,
  respond: (request, limits) => {
    const origin = originOf(request.headers.origin ?? "")
    if (origin === null || !isTrusted(origin, request, trusted))
      return Effect.map(route.respond(request, limits), (response) => response && withHeaders(response, vary))
    const allowed = allowing(origin)
    if (isPreflight(request)) return Effect.succeed(encoded(200, nothing, { ...allowed, ...preflight }))
    return Effect.map(route.respond(request, limits), (response) => response && withHeaders(response, allowed))
  },
})

const isPreflight = ({ method, headers }: Request): boolean =>
  method === "OPTIONS" && headers["access-control-request-method"] !== undefined

const nothing = Buffer.alloc(0)

/** Caches must know that an answer to another origin has other headers. */
const vary = { Vary: "Origin" }

const allowing = (origin: string) => ({
  ...vary,
  "Access-Control-Allow-Origin": origin,
  "Access-Control-Allow-Credentials": "true",
  "Access-Control-Expose-Headers": "ETag, Link, Retry-After, X-Request-Id",
  // helmet's `same-origin` is for those who were not asked for.
  "Cross-Origin-Resource-Policy": "cross-origin",
})

const preflight = {
  "Access-Control-Allow-Methods": "GET, HEAD, POST, OPTIONS",
  "Access-Control-Allow-Headers": "Authorization, Content-Type, Idempotency-Key, If-None-Match, X-CSRFTOKEN",
  "Access-Control-Max-Age": "600",
}

const withHeaders = (response: HttpResponse, headers: Readonly<Record<string, string>>): HttpResponse => ({
  ...response,
  headers: { ...response.headers, ...headers },
})
