import { describe, expect, onTestFinished, test } from "vitest"
import { html } from "../../adapters/http/openapi/reference/html.ts"
import { type DialectName, dialectNames } from "../../composition/dialects.ts"
import { openShop } from "../../composition/open-shop.ts"
import { type ServeOptions, serve } from "../../composition/serve.ts"
import { operator } from "../../domain/account/actor.ts"
import { client } from "../support/http.ts"

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined }
const asBrowser = { headers: { accept: "text/html,application/xhtml+xml,*/*;q=0.8" } }

const open = async (options: Partial<ServeOptions> = {}) => {
  const shop = await openShop({ database: "memory", passwordCost: 4 })
  const server = await serve({ shop, host: "127.0.0.1", port: 0, log: quiet, ...options })
  onTestFinished(() => server.close().finally(shop.close))
  return { shop, ask: client(server.url) }
}

describe("the page at /", () => {
  test("explains to browsers how to fill an empty shop, and what comes next", async () => {
    const { shop, ask } = await open()
    const empty = await ask("GET", "/", asBrowser)
    expect([empty.status, empty.headers.get("content-type")]).toEqual([200, "text/html; charset=utf-8"])
    expect(empty.text).toContain("SHOPWRIGHT_CATALOG=demo")
    expect(empty.text).toContain("create-admin")
    for (const name of dialectNames) expect(empty.text).toContain(`href="/${name}/openapi.json"`)
    const product = { name: "Soap", description: "", price: "3.50", category: "Bath" }
    await shop.importCatalog(operator, { categories: [{ name: "Bath" }], products: [product] })
    const stocked = (await ask("GET", "/", asBrowser)).text
    expect(stocked).toContain("place an order")
    for (const next of ["shopwright/client", "SHOPWRIGHT_TRUSTED_ORIGINS"]) expect(stocked).toContain(next)
    expect(stocked).not.toContain("SHOPWRIGHT_CATALOG")
  })

  test.each([[undefined], ["*/*"], ["application/json"]])(
    "does not change the response to Accept: %s",
    async (accept) => {
      const { ask } = await open()
      const response = await ask("GET", "/", accept === undefined ? {} : { headers: { accept } })
      expect([response.status, response.text]).toEqual([404, `{"detail":"Not found."}`])
    },
  )

  test("says that the database does not respond", async () => {
    const shop = await openShop({ database: "memory", passwordCost: 4 })
    const { ask } = await open({ shop: { ...shop, isEmpty: () => Promise.reject(new Error("gone")) } })
    await shop.close()
    expect((await ask("GET", "/", asBrowser)).text).toContain("The database does not respond")
  })

  test("lists the one API that is served, below the public path", async () => {
    const { ask } = await open({ dialect: "shopwright", publicUrl: "https://example.com/shop" })
    const { text } = await ask("GET", "/", asBrowser)
    expect(text).toContain(`href="/shop/openapi.json"`)
    expect(text).toContain(`href="/shop/docs/"`)
    expect(text).not.toContain("nitrmart")
  })
})

describe("the reference at /docs/", () => {
  test.each([undefined, "nitrmart", "nonsense"])("shows the API of ?api=%s", async (api) => {
    const { ask } = await open()
    const shown: DialectName = api === "nitrmart" ? api : "shopwright"
    const response = await ask("GET", api === undefined ? "/docs/" : `/docs/?api=${api}`)
    expect(response.status).toBe(200)
    expect(response.text).toContain(`data-url="/${shown}/openapi.json"`)
    expect(response.text.match(/aria-current="page"/g)).toHaveLength(1)
  })

  test("allows no inline script, no inline style and no other server", async () => {
    const { ask } = await open()
    for (const [path, asking] of [
      ["/docs/", {}],
      ["/", asBrowser],
    ] as const) {
      const { headers, text } = await ask("GET", path, asking)
      const policy = headers.get("content-security-policy") ?? ""
      expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self'")
      expect(policy).not.toContain("unsafe")
      expect(text).not.toMatch(/https?:\/\/|<script>|<style|style="|\son\w+="/)
    }
  })

  test("comes with its files, compressed for clients that accept that", async () => {
    const { ask } = await open()
    for (const [name, type] of [
      ["swagger-ui-bundle.js", "text/javascript; charset=utf-8"],
      ["swagger-ui.css", "text/css; charset=utf-8"],
      ["page.css", "text/css; charset=utf-8"],
      ["reference.js", "text/javascript; charset=utf-8"],
    ] as const) {
      const plain = await ask("GET", `/docs/${name}`, { headers: { "accept-encoding": "identity" } })
      const compressed = await ask("GET", `/docs/${name}`, { headers: { "accept-encoding": "gzip" } })
      expect([plain.status, plain.headers.get("content-type"), plain.headers.get("content-encoding")]).toEqual([
        200,
        type,
        null,
      ])
      expect([compressed.headers.get("content-encoding"), compressed.text]).toEqual(["gzip", plain.text])
    }
    expect((await ask("GET", "/docs/package.json")).status).toBe(404)
  })
})

test("values cannot add elements or attributes to a page", () => {
  expect(html`<p title="${`"><script>`}">${`<b>&'`}</p>`.text).toBe(
    `<p title="&#34;&#62;&#60;script&#62;">&#60;b&#62;&#38;&#39;</p>`,
  )
})
