import { request } from "node:http"
import { text } from "node:stream/consumers"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { textured } from "../media/support.ts"
import { type ServedShop, type ServeSettings, serveShop } from "../support/http.ts"
import { enrol, form, type Member, pictureOf } from "./nitrmart.ts"

let served: ServedShop
let anna: Member
let path: string

const PREFIX = "/nitrmart"

beforeAll(async () => {
  served = await serveShop({ dialect: "all" })
  anna = await enrol(served.ask, "anna", PREFIX)
  const body = form({}, await textured(300, 200).jpeg().toBuffer())
  path = new URL(pictureOf(await served.ask("PATCH", anna.path, { bearer: anna.access, body })) ?? "").pathname
})
afterAll(() => served.close())

describe("a picture", () => {
  test("is served under the dialect's prefix, publicly and with an unlimited cache lifetime", async () => {
    expect(path).toMatch(/^\/nitrmart\/media\/profile_pictures\/[0-9a-f]{32}\.jpg$/)
    const response = await fetch(served.url + path)
    const bytes = Buffer.from(await response.arrayBuffer())
    expect(response.status).toBe(200)
    expect(bytes.subarray(0, 3)).toEqual(Buffer.from([0xff, 0xd8, 0xff]))
    expect(Object.fromEntries(response.headers)).toMatchObject({
      "content-type": "image/jpeg",
      "content-length": String(bytes.length),
      "cache-control": "public, max-age=31536000, immutable",
      "x-content-type-options": "nosniff",
      "content-security-policy": "default-src 'none';frame-ancestors 'none'",
      "cross-origin-resource-policy": "cross-origin",
    })
  })

  test("responds to HEAD with the head of GET, and rejects other methods", async () => {
    const [get, head] = [await fetch(served.url + path), await fetch(served.url + path, { method: "HEAD" })]
    await get.arrayBuffer()
    for (const name of ["content-type", "content-length", "etag", "cache-control"])
      expect(head.headers.get(name)).toBe(get.headers.get(name))
    expect(await head.text()).toBe("")
    const deleted = await served.ask("DELETE", path)
    expect([deleted.status, deleted.headers.get("allow")]).toEqual([405, "GET, HEAD"])
  })

  test("is not sent again to a client that has it", async () => {
    const tag = (await served.ask("HEAD", path)).headers.get("etag") ?? ""
    expect(tag).toMatch(/^"[^"]+"$/)
    for (const known of [tag, `W/${tag}`, `"other", ${tag}`, "*"]) {
      const response = await served.ask("GET", path, { headers: { "if-none-match": known } })
      expect([response.status, response.text]).toEqual([304, ""])
    }
    expect((await served.ask("GET", path, { headers: { "if-none-match": '"other"' } })).status).toBe(200)
  })

  test.each([
    "x.jpg",
    "..%2f..%2fpackage.json",
    "%2e%2e",
    ".",
    "a%00.jpg",
    `${"0".repeat(32)}.jpg`,
    `${"0".repeat(32)}.svg`,
  ])("%s is none", async (name) => {
    const response = await served.ask("GET", `${PREFIX}/media/profile_pictures/${name}`)
    expect([response.status, response.text]).toEqual([404, `{"detail":"Not found."}`])
  })
})

describe("the URL of a picture", () => {
  /** The picture's URL as a client with these headers receives it. */
  const heard = async (headers: Readonly<Record<string, string>>, { url } = served): Promise<string | null> => {
    const asked = request(url + anna.path, { headers: { ...headers, authorization: `Bearer ${anna.access}` } })
    const response = new Promise<string>((resolve, reject) => {
      asked.once("response", (response) => resolve(text(response))).once("error", reject)
    })
    asked.end()
    return (JSON.parse(await response) as { readonly profile_picture: string | null }).profile_picture
  }

  test.each(["shop.example", "shop.example:8443", "LOCALHOST:8000", "[::1]:8000", "10.0.0.1", "my_shop"])(
    "is where the client reached the server: %s",
    async (host) => expect(await heard({ host })).toBe(`http://${host}${path}`),
  )

  const hosts = [
    'evil"},{"x":"',
    "evil.example/path?",
    "user@evil.example",
    "a b",
    "<script>",
    "-",
    "x:99999999",
    "[::1",
  ]
  // A web-standard `Request` has a URL, so that such a server rejects most of these hosts itself.
  const isHostOfUrl = (host: string) => URL.canParse(`http://${host}`) && new URL(`http://${host}`).host === host
  const isWebStandard = process.env.SHOPWRIGHT_TEST_TRANSPORT === "fetch"
  test.each(isWebStandard ? hosts.filter(isHostOfUrl) : hosts)(
    "repeats no host that has no host's form: %j",
    async (host) => expect(await heard({ host })).toBe(path),
  )

  test("uses the headers of trusted proxies only", async () => {
    const headers = {
      host: "inside",
      "x-forwarded-host": "shop.example",
      "x-forwarded-proto": "https",
      "x-forwarded-for": "192.0.2.9",
    }
    expect(await heard(headers)).toBe(`http://inside${path}`)
    const believing: ServeSettings = { dialect: "all", trustProxy: "loopback" }
    const behind = await serveShop({ ...believing, instead: served.shop.useCases })
    expect(await heard(headers, behind)).toBe(`https://shop.example${path}`)
    const hostile = { ...headers, "x-forwarded-host": "evil/../", "x-forwarded-proto": "javascript" }
    expect(await heard(hostile, behind)).toBe(path)
    await behind.close()
  })
})
