import { createServer, request as send } from "node:http"
import type { AddressInfo } from "node:net"
import { describe, expect, onTestFinished, test } from "vitest"
import { details, enrol, form, mediaFolder, pictureOf } from "../dialects/nitrmart.ts"
import { cookiesOf, visitor } from "../dialects/webstore.ts"
import { plain } from "../media/support.ts"
import { type Ask, client, type ServeSettings, serveShop, signInAdmin, signUp } from "../support/http.ts"

/** A proxy that removes `/shop` from paths, as nginx and Traefik do, and sends what `headers` adds. */
const prefixProxy = async (target: string, headers: Readonly<Record<string, string>>): Promise<Ask> => {
  const proxy = createServer((incoming, outgoing) => {
    const path = incoming.url ?? ""
    if (!path.startsWith("/shop/")) return void outgoing.writeHead(404).end()
    const options = { method: incoming.method, headers: { ...incoming.headers, ...headers } }
    const onward = send(target + path.slice("/shop".length), options, (response) => {
      outgoing.writeHead(response.statusCode ?? 502, response.rawHeaders)
      response.pipe(outgoing)
    })
    incoming.pipe(onward)
  })
  await new Promise<void>((done) => proxy.listen({ host: "127.0.0.1", port: 0 }, done))
  onTestFinished(
    () =>
      new Promise<void>((done) => {
        proxy.close(() => done())
        proxy.closeAllConnections()
      }),
  )
  return client(`http://127.0.0.1:${(proxy.address() as AddressInfo).port}/shop`)
}

const publicUrl = "https://example.com/shop"
const forwarded = {
  "x-forwarded-prefix": "/shop/",
  "x-forwarded-host": "example.com",
  "x-forwarded-proto": "https",
}

const ways: ReadonlyArray<readonly [string, ServeSettings, Readonly<Record<string, string>>]> = [
  ["the setting publicUrl", { publicUrl }, {}],
  ["the setting publicUrl with a slash at its end", { publicUrl: `${publicUrl}/` }, {}],
  ["headers of a trusted proxy", { trustProxy: "loopback" }, forwarded],
  [
    "RFC 7239 from a trusted proxy",
    { trustProxy: "loopback" },
    { forwarded: 'for="[2001:db8::1]:80";proto=HTTPS;host=example.com', "x-forwarded-prefix": "/shop" },
  ],
  [
    "the setting, whatever a trusted proxy says",
    { publicUrl, trustProxy: "loopback" },
    { ...forwarded, "x-forwarded-prefix": "/x" },
  ],
]

describe.each(ways)("behind a path prefix, by %s", (_, settings, headers) => {
  const serve = async (more: ServeSettings = {}) => {
    const served = await serveShop({ dialect: "all", ...settings, ...more })
    onTestFinished(served.close)
    return { served, ask: await prefixProxy(served.url, headers) }
  }

  test("pictures have public URLs that work", async () => {
    const media = await mediaFolder()
    onTestFinished(media.drop)
    const { ask } = await serve({ options: { media: media.folder } })
    const anna = await enrol(ask, "anna", "/nitrmart")
    const body = form({}, await plain(9, 9).png().toBuffer())
    const url = pictureOf(await ask("PATCH", anna.path, { bearer: anna.access, body })) ?? ""
    expect(url).toMatch(/^https:\/\/example\.com\/shop\/nitrmart\/media\/profile_pictures\/[\w.-]+$/)
    const shown = await ask("GET", url.slice(publicUrl.length))
    expect([shown.status, shown.headers.get("content-type")]).toEqual([200, "image/jpeg"])
    const again = await ask("GET", anna.path, { bearer: anna.access })
    expect(pictureOf(again)).toBe(url)
    expect((await ask("POST", "/nitrmart/users/", { body: details("berta") })).status).toBe(201)
  })

  test("the refresh cookie has the public path, and is Secure for HTTPS", async () => {
    const { ask } = await serve()
    const mia = visitor(ask, "/webstore/api")
    await mia.register("mia")
    const { refreshtoken, csrftoken } = cookiesOf(await mia.logIn("mia"))
    expect(refreshtoken?.attributes).toMatchObject({ path: "/shop/webstore/api/refresh_token", secure: true })
    expect(csrftoken?.attributes).toMatchObject({ path: "/", secure: true })
    expect((await mia.refresh({ origin: "https://example.com" })).status).toBe(200)
    expect((await mia.refresh({ origin: "https://elsewhere.example" })).status).toBe(403)
  })

  test("the link to the next page works", async () => {
    const { served, ask } = await serve()
    const admin = await signInAdmin({ ...served, ask: client(`${served.url}/ecommerce-backend`) })
    const shop = "/ecommerce-backend/api"
    const category = await ask("POST", `${shop}/products/categories/create/`, { token: admin, body: { name: "Bath" } })
    const { id } = category.json() as { readonly id: number }
    const product = { name: "Soap", description: "Plain", price: 3, category: id, stock: 9 }
    const created = (await ask("POST", `${shop}/products/create/`, { token: admin, body: product })).json()
    const token = await signUp(client(`${served.url}/ecommerce-backend`), "mia")
    const items = [{ product: (created as { readonly id: number }).id, quantity: 1 }]
    for (let i = 0; i < 2; i++)
      expect((await ask("POST", `${shop}/orders/`, { token, body: { items } })).status).toBe(201)
    const first = await ask("GET", `${shop}/orders/?limit=1`, { token })
    const link = /^<([^>]+)>; rel="next"$/.exec(first.headers.get("link") ?? "")?.[1] ?? ""
    const next = new URL(link, `${publicUrl}${shop}/orders/?limit=1`)
    expect(next.href).toContain(`${publicUrl}${shop}/orders/?limit=1&cursor=`)
    const second = await ask("GET", next.href.slice(publicUrl.length), { token })
    expect([first.json(), second.json()]).toEqual([[expect.anything()], [expect.anything()]])
    expect(first.json()).not.toEqual(second.json())
  })
})

test("a prefix is accepted only from a trusted proxy, and only if it is a path", async () => {
  const pathWith = async (settings: ServeSettings, prefix: string) => {
    const served = await serveShop({ dialect: "webstore", ...settings })
    onTestFinished(served.close)
    const mia = visitor(served.ask)
    await mia.register("mia")
    const body = { username: "mia", password: "test12345" }
    const response = await served.ask("POST", "/api/login_view", { body, headers: { "x-forwarded-prefix": prefix } })
    return cookiesOf(response).refreshtoken?.attributes.path
  }
  expect(await pathWith({}, "/shop")).toBe("/api/refresh_token")
  expect(await pathWith({ trustProxy: "loopback" }, "/a, /b/")).toBe("/a/b/api/refresh_token")
  for (const prefix of ["//evil.example", "/a;Domain=evil.example", "/../x", "shop", "/a b"])
    expect(await pathWith({ trustProxy: "loopback" }, prefix)).toBe("/api/refresh_token")
})

test.each([
  "example.com/shop",
  "ftp://example.com",
  "https://example.com/?a",
  "https://u:p@example.com",
  "https://x/a;b",
])("%s is refused as a public URL", async (url) => {
  await expect(serveShop({ publicUrl: url })).rejects.toThrow(`The public URL '${url}' must be http:// or https://`)
})
