import type { Request } from "express"
import type { Dialect } from "../dialect/dialect.ts"
import { encoded, type HttpResponse } from "../dialect/response.ts"
import { ANY_ORIGIN, type CorsPolicy, originOf, trustedOrigins } from "./origins.ts"

/** Headers as alternating names and values, and whether the requesting page may call the API. */
export interface Cors {
  readonly headers: ReadonlyArray<string>
  readonly allowed: boolean
}

/** Allows no page of another origin to call the API. */
export const noCors: Cors = { headers: [], allowed: false }

/** Returns the dialect with the pages of `origins` allowed to call it. Throws RangeError for invalid origins. */
export const withTrustedOrigins = (dialect: Dialect, origins: ReadonlyArray<string> = []): Dialect => {
  const { cookies } = dialect.cors
  return { ...dialect, cors: { trusted: trustedOrigins(origins, { cookies }), cookies } }
}

/** Returns the CORS headers for one request. Error responses need them too, so that pages can read the error. */
export const corsFor = ({ trusted, cookies }: CorsPolicy, request: Request): Cors => {
  if (trusted.size === 0) return noCors
  if (trusted.has(ANY_ORIGIN)) return anyPage
  const origin = originOf(request.headers.origin ?? "")
  if (origin === null || !trusted.has(origin)) return unknownPage
  const credentials = cookies ? ["Access-Control-Allow-Credentials", "true"] : []
  return { headers: ["Access-Control-Allow-Origin", origin, ...credentials, ...vary, ...readable], allowed: true }
}

/** Returns whether a request is a CORS preflight. */
export const isPreflight = ({ method, headers }: Request): boolean =>
  method === "OPTIONS" && headers["access-control-request-method"] !== undefined

/** Returns the response to a preflight. `methods` are the path's methods in the form of `Allow`. */
export const preflight = (methods: string): HttpResponse =>
  encoded(200, Buffer.alloc(0), {
    "Access-Control-Allow-Methods": methods,
    "Access-Control-Allow-Headers": requestHeaders,
    "Access-Control-Max-Age": "600",
  })

/** The methods in the preflight response of an unknown path, so that the page can read the 404 that follows. */
export const ANY_METHOD = "GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS"

const requestHeaders = [
  "Authorization",
  "Content-Type",
  "X-CSRFTOKEN",
  "X-CSRF-Token",
  "Idempotency-Key",
  "If-Match",
  "If-None-Match",
  "X-Request-Id",
].join(", ")

/** Caches must keep responses for different origins apart. */
const vary = ["Vary", "Origin"]

const readable = [
  "Access-Control-Expose-Headers",
  "Link, Location, ETag, Retry-After, X-Request-Id",
  // Replaces helmet's `same-origin`.
  "Cross-Origin-Resource-Policy",
  "cross-origin",
]

const unknownPage: Cors = { headers: vary, allowed: false }
const anyPage: Cors = { headers: ["Access-Control-Allow-Origin", "*", ...readable], allowed: true }
