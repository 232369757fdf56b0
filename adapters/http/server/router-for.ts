import express, { type Express, type Request, type Router } from "express"

/**
 * Adds a router that only receives the requests whose path it concerns. Express compares each request with the routes one
 * after the other, so an order would otherwise be compared with the routes of every page and every other dialect.
 */
export const routerFor = (app: Express, concerns: (path: string, request: Request) => boolean): Router => {
  const router = express.Router({ caseSensitive: true })
  app.use((request, response, next) => (concerns(request.path, request) ? router(request, response, next) : next()))
  return router
}
