import type { Request, Response } from "express"
import { expect, it } from "vitest"
import { exactPaths } from "../../adapters/http/server/exact-paths.ts"

it("calls the first handler of a path without parameters, with and without a slash at its end", () => {
  const paths = exactPaths()
  const called: Array<string> = []
  const handler = (name: string) => () => void called.push(name)
  paths.add("/api/orders", handler("orders"))
  paths.add("/api/orders/", handler("later"))
  paths.add("/api/orders/:id", handler("parameter"))
  paths.add("/", handler("root"))
  for (const path of ["/api/orders", "/api/orders/", "/", "/api/orders/:id", "/api/orders/7", "/API/orders"])
    paths.handle({ path } as Request, {} as Response, handler("next"))
  expect(called).toEqual(["orders", "orders", "root", "next", "next", "next"])
})
