import { createConfig, lintFromString } from "@redocly/openapi-core"
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest"
import { openApiDocument } from "../../adapters/http/openapi/document.ts"
import { dialectNames, makeDialect } from "../../composition/dialects.ts"
import { serve } from "../../composition/serve.ts"
import { checkDescriptions } from "../support/described.ts"
import { type Asking, client, type HttpResponse, type ServedShop, serveShop } from "../support/http.ts"

let served: ServedShop
beforeAll(async () => {
  served = await serveShop({ dialect: "all", describesApis: true })
})
afterAll(() => served.close())

interface Document {
  readonly openapi: string
  readonly servers: ReadonlyArray<{ readonly url: string }>
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
}

interface Operation {
  readonly operationId: string
  readonly summary: string
  readonly responses: Readonly<Record<string, object>>
}

/** Rules that the documents of the APIs contradict. `docs/dialects.md` lists them. */
const contradicted = ["no-path-trailing-slash"]

describe.each(dialectNames)("the OpenAPI document of %s", (name) => {
  const document = async (): Promise<Document> => {
    const response = await served.ask("GET", `/${name}/openapi.json`)
    expect([response.status, response.headers.get("access-control-allow-origin")]).toEqual([200, "*"])
    return response.json() as Document
  }

  test("has no problem that the linter finds", async () => {
    const config = await createConfig({ extends: ["recommended"] })
    const problems = await lintFromString({ source: JSON.stringify(await document()), config })
    const own = problems.filter(({ ruleId }) => !contradicted.includes(ruleId))
    expect(own.map(({ ruleId, message }) => `${ruleId}: ${message}`)).toEqual([])
    if (["webstore", "shopwright"].includes(name)) expect(problems).toEqual([])
  })

  test("describes every method of every path, each with its errors", async () => {
    const { openapi, servers, paths } = await document()
    expect([openapi, servers]).toEqual(["3.1.0", [{ url: `/${name}` }]])
    const { routes } = makeDialect(name, served.shop)
    const methods = routes.flatMap(({ methods }) =>
      methods.split(", ").filter((one) => !["HEAD", "OPTIONS"].includes(one)),
    )
    const operations = Object.values(paths).flatMap((path) => Object.values(path))
    expect(operations.length).toBe(methods.length)
    expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(operations.length)
    for (const { responses, summary } of operations) {
      expect(summary).toMatch(/^[A-Z]/)
      expect(Object.keys(responses).some((status) => status >= "400")).toBe(true)
    }
  })
})

test("every document is at its prefix, and for one dialect alone at the root", async () => {
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined }
  const listen = { shop: served.shop, host: "127.0.0.1", port: 0, log }
  const all = await serve(listen)
  onTestFinished(all.close)
  for (const path of ["/openapi.json", "/ecommerce-backend/openapi.json", "/shopwright/openapi.json"])
    expect((await client(all.url)("GET", path)).status).toBe(200)
  const one = await serve({ ...listen, dialect: "shopwright", publicUrl: "https://example.com/shop" })
  onTestFinished(one.close)
  const document = (await client(one.url)("GET", "/openapi.json")).json() as Document
  expect(document.servers).toEqual([{ url: "/shop" }])
  expect(Object.keys(document.paths)).toContain("/v1/orders/{order}")
})

test("an error is described with the response that the error table gives", () => {
  const document = openApiDocument(makeDialect("shopwright", served.shop), "") as unknown as {
    readonly paths: Readonly<
      Record<string, { readonly post: { readonly responses: Readonly<Record<string, { readonly $ref?: string }>> } }>
    >
    readonly components: { readonly responses: Readonly<Record<string, object>> }
  }
  const response = document.paths["/v1/orders"]?.post.responses["409"]
  // Responses that several operations have in common are shared.
  const shared = document.components.responses[response?.$ref?.replace("#/components/responses/", "") ?? ""]
  expect(shared ?? response).toMatchObject({
    content: {
      "application/problem+json": {
        schema: {
          anyOf: [
            { $ref: "#/components/schemas/InsufficientStockProblem" },
            { $ref: "#/components/schemas/TooManyUnpaidOrdersProblem" },
            { $ref: "#/components/schemas/OrderRefusedProblem" },
          ],
        },
        examples: { example1: { value: { detail: "12 were ordered and 10 are available." } } },
      },
    },
  })
})

test("the client of the tests fails for what the document does not describe", () => {
  const check = checkDescriptions([{ prefix: "", dialect: makeDialect("shopwright", served.shop) }])
  const response = (status: number, body: unknown, headers = {}): HttpResponse => ({
    status,
    headers: new Headers({ "content-type": "application/json", ...headers }),
    text: JSON.stringify(body),
    json: () => body,
  })
  const category = { id: 1, name: "Lamps" }
  const post = (asking: Asking, received: HttpResponse) => () => check("POST", "/v1/categories", asking, received)
  const asking = { body: { name: "Lamps" } }
  expect(post(asking, response(201, category))).not.toThrow()
  expect(post(asking, response(418, category))).toThrow("the status is not described")
  expect(post(asking, response(201, { ...category, color: "red" }))).toThrow("additional properties")
  expect(post(asking, response(201, category, { link: "<>" }))).toThrow("the header link")
  expect(post({ body: { name: 5 } }, response(201, category))).toThrow("must be string")
  expect(post({ body: {} }, response(400, { type: "about:blank" }))).toThrow("application/json is not described")
})
