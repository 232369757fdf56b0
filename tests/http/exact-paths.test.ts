import { expect, it } from "vitest"
import { exactPaths } from "../../adapters/http/server/exact-paths.ts"

it("finds the first handler of a path without parameters, with and without a slash at its end", () => {
  const [orders, others] = [() => undefined, () => undefined]
  const paths = exactPaths()
  paths.add("/api/orders", orders)
  paths.add("/api/orders/", others)
  paths.add("/api/orders/:id", others)
  paths.add("/", others)
  const found = ["/api/orders", "/api/orders/", "/", "/api/orders/:id", "/api/orders/7", "/API/orders", ""]
  expect(found.map((path) => paths.handlerOf(path))).toEqual([
    orders,
    orders,
    others,
    undefined,
    undefined,
    undefined,
    others,
  ])
})
