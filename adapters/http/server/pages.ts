import type { Express, Request, Response } from "express"
import type { HttpResponse } from "../dialect/response.ts"
import { publicAddress } from "./public-address.ts"

/** Responds with files of a page that uses a dialect of the same prefix, or with `null` for a path that is no file. */
export type PageSource = (request: {
  /** The path below the mount path. Begins with a slash. */
  readonly path: string
  /** The public mount path, if the client asked for it without a slash at its end. Otherwise `null`. */
  readonly withoutSlash: string | null
  /** Whether the client accepts a content coding, such as `br`. */
  readonly acceptsEncoding: (coding: string) => boolean
}) => Promise<HttpResponse | null>

export interface PageMount {
  readonly prefix: string
  readonly pages: PageSource
  readonly finish: (request: Request, response: Response, result: HttpResponse) => void
}

/** Adds a page below a prefix. Requests for other paths, and other methods than GET and HEAD, go on to the next handler. */
export const addPages = (app: Express, { prefix, pages, finish }: PageMount): void => {
  const serve = async (path: string, request: Request): Promise<HttpResponse | null> => {
    const isMountPath = path === "/" && !pathOf(request.originalUrl).endsWith("/")
    return pages({
      path,
      withoutSlash: isMountPath ? publicAddress(request).prefix + prefix : null,
      acceptsEncoding: (coding) => request.acceptsEncodings(coding) !== false,
    })
  }
  app.use((request, response, next) => {
    const path = below(prefix, request.path)
    if (path === null || (request.method !== "GET" && request.method !== "HEAD")) return next()
    serve(path, request)
      .then((found) => (found === null ? next() : finish(request, response, found)))
      .catch(next)
  })
}

const pathOf = (url: string): string => url.split("?", 1)[0] ?? ""

const below = (prefix: string, path: string): string | null => {
  if (path === prefix) return "/"
  return path.startsWith(`${prefix}/`) ? path.slice(prefix.length) : null
}
