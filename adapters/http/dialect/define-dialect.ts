import { Effect } from "effect"
import type { Request } from "express"
import { MAX_ID } from "../../../domain/max-id.ts"
import { checkParts } from "./check-parts.ts"
import type { Conventions } from "./conventions.ts"
import { describeEndpoint } from "./describe-endpoint.ts"
import type { Dialect, ErrorResponses, Limits, Route, Scheme, ShopError } from "./dialect.ts"
import type { DialectDocs } from "./docs.ts"
import type { Access, Endpoint } from "./endpoint.ts"
import { requireAccess, respond } from "./respond.ts"
import type { HttpResponse } from "./response.ts"

/** The parts of a dialect. */
export interface DialectParts<Caller, E extends ShopError = ShopError> {
  readonly name: string
  /** The prefix of its paths, with a slash at both ends: `/api/` or `/`. */
  readonly basePath: `/${string}`
  readonly scheme: Scheme<Caller>
  readonly errorResponses: ErrorResponses<E>
  readonly endpoints: ReadonlyArray<Endpoint<Caller, E>>
  readonly conventions: Conventions
  readonly docs: DialectDocs
  /** The parameters of paths that are texts, and the form of each. All other parameters are whole numbers. */
  readonly textParameters?: { readonly [name: string]: RegExp }
  /** Whether browsers send this dialect's cookies. Defaults to false. */
  readonly cookies?: boolean
  /** Routes that serve files. */
  readonly files?: ReadonlyArray<Route>
}

/**
 * Builds a dialect. Every path checks in DRF's order: authentication (401), permission (403), the method (405), the
 * body's type and syntax (413, 415, 400), its fields (400), and the resources that it refers to. Throws RangeError for
 * endpoints that cannot be reached or described: a repeated method and path, a path that an earlier one matches, a
 * repeated `docs.id`, and an unknown tag.
 *
 * @example
 * const storefront = defineDialect<Account, ShopError>({
 *   name: "storefront",
 *   basePath: "/store/",
 *   scheme,
 *   conventions,
 *   errorResponses,
 *   docs: dialectDocs,
 *   endpoints: [listItems],
 * })
 * app.use(router(shop, { dialect: storefront }))
 */
export const defineDialect = <Caller, E extends ShopError = ShopError>(parts: DialectParts<Caller, E>): Dialect => {
  checkParts(parts)
  const paths = [...new Set(parts.endpoints.map((endpoint) => endpoint.path))]
  const endpointsAt = (path: string) => parts.endpoints.filter((endpoint) => endpoint.path === path)
  return {
    name: parts.name,
    basePath: parts.basePath,
    plain: parts.conventions.plain,
    docs: parts.docs,
    textParameters: parts.textParameters ?? {},
    cors: { trusted: new Set(), cookies: parts.cookies ?? false },
    routes: paths.map((path) => route(parts, path, endpointsAt(path))).concat(parts.files ?? []),
  }
}

const route = <Caller, E extends ShopError>(
  { scheme, errorResponses, conventions, textParameters = {} }: DialectParts<Caller, E>,
  path: string,
  endpoints: ReadonlyArray<Endpoint<Caller, E>>,
): Route => {
  const byMethod = new Map<string, Endpoint<Caller, E>>(endpoints.map((endpoint) => [endpoint.method, endpoint]))
  const get = byMethod.get("GET")
  if (get !== undefined) byMethod.set("HEAD", get)
  const allow = [...methodOrder.filter((method) => byMethod.has(method)), "OPTIONS"].join(", ")
  const metadata = conventions.options(path, allow)
  const fallbackAccess = leastAccess(endpoints)
  const skipsAuthentication = endpoints.every((endpoint) => endpoint.ignoresCredentials === true)
  const names = path.split("/").flatMap((part) => (part.startsWith(":") ? [part.slice(1)] : []))
  const texts = names.filter((name) => Object.hasOwn(textParameters, name))
  const counted = names.filter((name) => !texts.includes(name))

  const proceed = (
    request: Request,
    limits: Limits,
    caller: Caller | null,
    numbers: Numbers,
  ): Effect.Effect<HttpResponse> => {
    const endpoint = byMethod.get(request.method)
    const denied = requireAccess(scheme, endpoint?.access ?? fallbackAccess, caller)
    if (denied !== null) return Effect.succeed(denied)
    if (caller !== null && endpoint?.permits?.(caller, numbers) === false) return Effect.succeed(scheme.notPermitted)
    const rejection = endpoint?.guard?.(caller, request) ?? null
    if (rejection !== null) return Effect.succeed(rejection)
    if (endpoint !== undefined)
      return respond(endpoint, { errorResponses, conventions }, limits, request, caller, numbers)
    return Effect.succeed(request.method === "OPTIONS" ? metadata : conventions.methodNotAllowed(request.method, allow))
  }

  return {
    path,
    methods: allow,
    operations: endpoints.map((endpoint) => describeEndpoint(endpoint, { scheme, errorResponses, conventions })),
    bodies: endpoints.flatMap(({ method, body }) => (body === undefined ? [] : [{ method, field: body }])),
    respond: (request, limits) => {
      const numbers = counted.length === 0 ? none : numbersOf(request, counted)
      if (numbers === null) return Effect.succeed(null)
      if (texts.some((name) => textParameters[name]?.test(String(request.params[name])) !== true))
        return Effect.succeed(null)
      const ignores = byMethod.get(request.method)?.ignoresCredentials ?? skipsAuthentication
      const identified = ignores === true ? null : scheme.identify(request.headers)
      if (identified === null) return proceed(request, limits, null, numbers)
      return Effect.matchEffect(identified, {
        onFailure: (rejection) =>
          ignores === "invalid" ? proceed(request, limits, null, numbers) : Effect.succeed(rejection),
        onSuccess: (caller) => proceed(request, limits, caller, numbers),
      })
    },
  }
}

const methodOrder = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD"]

type Numbers = { readonly [name: string]: number }
const none: Numbers = {}

/**
 * Returns the path's numbers as Django's `<int:id>` parses them. Returns `null` if one is invalid or above the largest
 * id.
 */
const numbersOf = (request: Request, names: ReadonlyArray<string>): Numbers | null => {
  const numbers: { [name: string]: number } = {}
  for (const name of names) {
    const text = request.params[name]
    if (typeof text !== "string" || !/^[0-9]+$/.test(text) || Number(text) > MAX_ID) return null
    numbers[name] = Number(text)
  }
  return numbers
}

/** Returns the access required for an unsupported method: that of the path's most open method. */
const leastAccess = (endpoints: ReadonlyArray<Endpoint<never>>): Access => {
  const all: ReadonlyArray<Access> = ["public", "authenticated", "admin"]
  return all.find((access) => endpoints.some((endpoint) => endpoint.access === access)) ?? "public"
}
