import { Effect, Exit } from "effect"
import type { Express, Request, Response } from "express"
import type { Dialect } from "../../dialect/dialect.ts"
import { type HttpResponse, json } from "../../dialect/response.ts"
import { publicAddress } from "../../server/public-address.ts"
import { routerFor } from "../../server/router-for.ts"
import { openApiDocument } from "../document.ts"
import { assetNames, assetResponse } from "./assets.ts"
import { referencePage, type ServedApi, welcomePage } from "./pages.ts"

/** A dialect and the prefix of its paths. */
export interface DescribedMount {
  readonly prefix: string
  readonly dialect: Dialect
}

export interface ReferenceSettings {
  readonly mounts: ReadonlyArray<DescribedMount>
  readonly finish: (request: Request, response: Response, result: HttpResponse) => void
  /** Whether the shop has no products yet. Adds the page at `/` for browsers. */
  readonly isEmpty: (() => Effect.Effect<boolean>) | undefined
  /** The path of the back office, if it is served. */
  readonly backOffice?: string | undefined
}

/** Adds the OpenAPI documents, the API reference at `/docs/`, and the page at `/`. */
export const addReference = (app: Express, { mounts, finish, isEmpty, backOffice }: ReferenceSettings): void => {
  const router = routerFor(
    app,
    (path, { method }) =>
      // A router responds to OPTIONS itself, without the headers of CORS.
      method !== "OPTIONS" && (path === "/" || path.startsWith("/docs") || path.endsWith("/openapi.json")),
  )
  for (const { prefix, dialect } of mounts) {
    const describe = describer(dialect)
    router.get(`${prefix}/openapi.json`, (request, response) => {
      finish(request, response, describe(publicAddress(request).prefix + prefix))
    })
  }
  const apis = servedApis(mounts)
  router.get("/docs", (request, response) => {
    const wanted = new URLSearchParams(request.url.split("?")[1]).get("api")
    const chosen = apis.find(({ name }) => name === wanted) ?? apis[0]
    if (chosen !== undefined) finish(request, response, referencePage(publicAddress(request).prefix, apis, chosen))
  })
  for (const name of assetNames)
    router.get(`/docs/${name}`, async (request, response) => {
      finish(request, response, await assetResponse(name, request.acceptsEncodings("gzip") !== false))
    })
  if (isEmpty !== undefined)
    router.get("/", (request, response, next) => {
      // Other clients get the same response as before: an API has nothing at its root.
      if (!/\btext\/html\b/.test(request.get("accept") ?? "")) return next()
      Effect.runCallback(isEmpty(), {
        onExit: (exit) => {
          const state = Exit.isFailure(exit) ? "unavailable" : exit.value ? "empty" : "stocked"
          finish(request, response, welcomePage(publicAddress(request).prefix, apis, state, backOffice))
        },
      })
    })
}

/** The pages list this API first. */
const PREFERRED = "shopwright"

/** Lists each API once. An API that is also at the root is listed under its name. */
const servedApis = (mounts: ReadonlyArray<DescribedMount>): ReadonlyArray<ServedApi> => {
  const apis = new Map<string, ServedApi>()
  for (const { prefix, dialect } of mounts) {
    const { name, docs } = dialect
    if (!apis.has(name)) apis.set(name, { name, description: docs.description, prefix })
  }
  return [...apis.values()].toSorted((a, b) => Number(b.name === PREFERRED) - Number(a.name === PREFERRED))
}

/** Returns a function that responds with a dialect's OpenAPI document, which depends on the prefix alone. */
const describer = (dialect: Dialect): ((prefix: string) => HttpResponse) => {
  const known = new Map<string, HttpResponse>()
  return (prefix) => {
    const found = known.get(prefix)
    if (found !== undefined) return found
    const response = json(200, openApiDocument(dialect, prefix), readableByAll)
    // Prefixes may come from a proxy's header, so their number is bounded.
    if (known.size < 10) known.set(prefix, response)
    return response
  }
}

const readableByAll = {
  "Cache-Control": "public, max-age=300",
  "Access-Control-Allow-Origin": "*",
  "Cross-Origin-Resource-Policy": "cross-origin",
}
