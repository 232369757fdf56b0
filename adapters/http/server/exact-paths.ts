import type { NextFunction, Request, Response } from "express"

type Handler = (request: Request, response: Response) => void

/** Handlers of paths without parameters. As in Express, a slash at the end of a path makes no difference. */
export interface ExactPaths {
  /** Adds a handler, unless the path has parameters or a handler. */
  readonly add: (path: string, handler: Handler) => void
  /** Calls the handler of a request's path, or `next` if the path has none. */
  readonly handle: (request: Request, response: Response, next: NextFunction) => void
}

/**
 * Finds handlers by their exact paths. Express compares a request with one route after the other, which takes a seventh of
 * the CPU time of a short request.
 */
export const exactPaths = (): ExactPaths => {
  const handlers = new Map<string, Handler>()
  return {
    add: (path, handler) => {
      if (!/^[\w/.-]+$/.test(path)) return
      const bare = path.replace(/\/$/, "")
      for (const spelling of [bare, `${bare}/`]) if (!handlers.has(spelling)) handlers.set(spelling, handler)
    },
    handle: (request, response, next) => {
      const handler = handlers.get(request.path)
      if (handler === undefined) next()
      else handler(request, response)
    },
  }
}
