import { Effect } from "effect"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { defineDialect } from "../../adapters/http/dialect/define-dialect.ts"
import type { Dialect, ErrorResponses } from "../../adapters/http/dialect/dialect.ts"
import { endpoints } from "../../adapters/http/dialect/endpoint.ts"
import { json } from "../../adapters/http/dialect/response.ts"
import type { DialectErrors } from "../../adapters/http/dialects/ecommerce-backend/dialect-errors.ts"
import { errorResponses } from "../../adapters/http/dialects/ecommerce-backend/error-responses.ts"
import { drf } from "../../adapters/http/drf/conventions.ts"
import { describeError } from "../../adapters/http/drf/docs.ts"

import { detail, unauthorized } from "../../adapters/http/drf/responses.ts"
import { makeApp } from "../../adapters/http/server/app.ts"
import { makeLogger } from "../../adapters/http/server/request-log.ts"
import { listen, type RunningServer } from "../../adapters/http/server/server.ts"
import { PasswordsBusy } from "../../application/ports/password-hasher.ts"
import { CurrentPasswordMissing } from "../../domain/account/errors.ts"
import { EmptyOrder } from "../../domain/order/errors.ts"
import { type Ask, client, serveShop } from "../support/http.ts"

/** Callers are names; `root` is the admin. */
const endpoint = endpoints<string, DialectErrors>()

const docs = (id: string) => ({ id, tag: "all", summary: "One", calls: ["placeOrder"], returns: [] }) as const

const tags = [{ name: "all", description: "" }]

const small = (name: string): Dialect =>
  defineDialect<string, DialectErrors>({
    name,
    basePath: "/",
    scheme: {
      identify: ({ authorization }) => (authorization === undefined ? null : Effect.succeed(authorization)),
      isAdmin: (caller) => caller === "root",
      rejections: [],
      notSignedIn: unauthorized("Name", "Who are you?"),
      notPermitted: detail(403, "Not you."),
    },
    conventions: drf,
    docs: { title: name, description: "", trailingSlash: true, tags, securitySchemes: {}, describeError },
    errorResponses,
    endpoints: [
      endpoint({
        method: "GET",
        path: "shelves/:shelf/boxes/:box",
        access: "public",
        docs: docs("view"),
        handle: ({ caller, path }) => Effect.succeed(json(200, [name, caller, path.shelf, path.box])),
      }),
      endpoint({
        method: "DELETE",
        path: "shelves/:shelf/boxes/:box",
        access: "admin",
        docs: docs("remove"),
        handle: ({ caller }) => Effect.succeed(json(200, caller.length, { "Set-Cookie": ["a=1", "b=2"] })),
      }),
      endpoint({
        method: "POST",
        path: "fail",
        access: "public",
        docs: docs("fail"),
        handle: () => Effect.fail(new EmptyOrder()),
      }),
    ],
  })

describe("a dialect", () => {
  let server: RunningServer
  let ask: Ask

  beforeAll(async () => {
    const mounts = [
      { prefix: "", dialect: small("first") },
      { prefix: "/second", dialect: small("second") },
    ] as const
    const app = makeApp({ mounts, logger: makeLogger({ level: "silent" }) })
    server = await listen(app, { host: "127.0.0.1", port: 0 })
    ask = client(server.url)
  })
  afterAll(() => server.close())

  test("is served under its prefix, with the parameters of its paths", async () => {
    expect((await ask("GET", "/shelves/3/boxes/007")).json()).toEqual(["first", null, 3, 7])
    const headers = { authorization: "anna" }
    expect((await ask("GET", "/second/shelves/3/boxes/4/", { headers })).json()).toEqual(["second", "anna", 3, 4])
    expect((await ask("GET", "/third/shelves/3/boxes/4/")).status).toBe(404)
    expect((await ask("GET", "/shelves/3/boxes/x")).status).toBe(404)
  })

  test("requires each method's own access, and for unknown methods the weakest of the path", async () => {
    const status = async (method: string, authorization?: string) => {
      const headers = authorization === undefined ? {} : { headers: { authorization } }
      return (await ask(method, "/shelves/1/boxes/1", headers)).status
    }
    expect(await status("DELETE")).toBe(401)
    expect(await status("DELETE", "anna")).toBe(403)
    expect(await status("DELETE", "root")).toBe(200)
    expect(await status("PUT")).toBe(405)
  })

  test("can set headers, several of one name included", async () => {
    const response = await ask("DELETE", "/shelves/1/boxes/1", { headers: { authorization: "root" } })
    expect(response.headers.getSetCookie()).toEqual(["a=1", "b=2"])
  })

  test("maps the shop's errors by its table", async () => {
    const response = await ask("POST", "/fail")
    expect([response.status, response.json()]).toEqual([400, { items: ["This list may not be empty."] }])
  })

  test("does not compile with an error that is missing in its table, or with an unknown one", () => {
    const { EmptyOrder: _, ...rest } = errorResponses
    // @ts-expect-error EmptyOrder has no response
    const incomplete: ErrorResponses<DialectErrors> = rest
    const spec = { method: "GET", path: "x", access: "public" } as const
    // @ts-expect-error No use case of this dialect fails like this.
    endpoint({ ...spec, handle: () => Effect.fail(new CurrentPasswordMissing()) })
    // @ts-expect-error No use case fails like this.
    endpoint({ ...spec, handle: () => Effect.fail({ _tag: "Surprise" } as const) })
    // @ts-expect-error The path has no such parameter.
    endpoint({ ...spec, handle: ({ path }) => Effect.succeed(json(200, path.id)) })
    expect(Object.keys(incomplete)).not.toContain("EmptyOrder")
  })
})

test("a full queue of passwords is a 503 with Retry-After", async () => {
  const served = await serveShop({
    instead: { logIn: () => Effect.fail(new PasswordsBusy({ retryAfterSeconds: 3 })) },
  })
  const response = await served.ask("POST", "/api/users/login/", { body: { username: "a", password: "b" } })
  await served.close()
  expect(response.status).toBe(503)
  expect(response.headers.get("retry-after")).toBe("3")
})
