import { expect, it } from "vitest"
import { checkParts } from "../../adapters/http/dialect/check-parts.ts"

type Paths = ReadonlyArray<
  readonly [method: string, path: string, docs?: { readonly id?: string; readonly tag?: string }]
>

const check = (paths: Paths, basePath = "/store/") =>
  checkParts({
    name: "storefront",
    basePath,
    docs: { tags: [{ name: "Orders", description: "" }] },
    endpoints: paths.map(([method, path, docs], i) => ({
      method,
      path,
      docs: { id: `o${i}`, tag: "Orders", ...docs },
    })),
  })

it("accepts paths that differ, and a literal before a parameter", () => {
  check([
    ["GET", "orders"],
    ["POST", "orders"],
    ["GET", "orders/export.csv"],
    ["GET", "orders/:number"],
    ["POST", "orders/:number/cancel"],
    ["GET", ":kind/latest"],
  ])
})

const malformed = (shown: string) =>
  `the path of ${shown} must be names and :parameters between single slashes, without a slash at either end.`

it.each<[Paths, string]>([
  [[["GET", "/orders"]], malformed("GET /orders")],
  [[["GET", "orders/"]], malformed("GET orders/")],
  [[["GET", "orders//all"]], malformed("GET orders//all")],
  [[["GET", "orders/{id}"]], malformed("GET orders/{id}")],
  [
    [
      ["GET", "orders"],
      ["GET", "orders"],
    ],
    "it has GET orders twice.",
  ],
  [
    [
      ["GET", "orders/:number"],
      ["GET", "orders/latest"],
    ],
    "orders/:number matches the requests of GET orders/latest, so list GET orders/latest before it.",
  ],
  [
    [
      ["GET", "orders", { id: "a" }],
      ["POST", "orders", { id: "a" }],
    ],
    'GET orders and POST orders have the same docs.id "a".',
  ],
  [[["GET", "orders", { tag: "Baskets" }]], 'the tag "Baskets" of GET orders is not in docs.tags.'],
])("rejects %j", (paths, message) => {
  expect(() => check(paths)).toThrow(new RangeError(`The dialect "storefront" is invalid: ${message}`))
})

it.each(["store/", "/store"])("rejects the base path %s", (basePath) => {
  expect(() => check([], basePath)).toThrow(`its basePath "${basePath}" must have a slash at both ends`)
})
