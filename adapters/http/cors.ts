import { Effect } from "effect"
import type { Request } from "express"
import type { Dialect, Route } from "./dialect.ts"
import { isTrusted, originOf, type TrustedOrigins } from "./origins.ts"
import { encoded, type Reply } from "./reply.ts"

/**
 * Lets pages of trusted origins call a dialect with cookies (CORS, Fetch Standard 3.2). Others are answered as ever,
 * and their browsers keep the answer from them.
 */
export const withCors = (dialect: Dialect, trusted: TrustedOrigins): Dialect =>
  trusted.size === 0 ? dialect : { ...dialect, routes: dialect.routes.map((route) => shared(route, trusted)) }

const shared = (route: Route, trusted: TrustedOrigins): Route => ({
  path: route.path,
  answer: (request, limits) => {
    const origin = originOf(request.headers.origin ?? "")
    if (origin === null || !isTrusted(origin, request, trusted))
      return Effect.map(route.answer(request, limits), (reply) => reply && withHeaders(reply, vary))
    const allowed = allowing(origin)
    if (isPreflight(request)) return Effect.succeed(encoded(200, nothing, { ...allowed, ...preflight }))
    return Effect.map(route.answer(request, limits), (reply) => reply && withHeaders(reply, allowed))
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

const withHeaders = (reply: Reply, headers: Readonly<Record<string, string>>): Reply => ({
  ...reply,
  headers: { ...reply.headers, ...headers },
})
