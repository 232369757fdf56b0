import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { webstore } from "../../adapters/http/dialects/webstore/dialect.ts"
import type { Product } from "../../domain/catalog/product.ts"
import { type HttpResponse, type ServedShop, serveShop } from "../support/http.ts"
import { cookiesOf, newVisitor, stocked, type Visitor, visitor } from "./webstore.ts"

const PAGE = "http://localhost:5173"
const missing = `{"detail":"CSRF Failed: CSRF token missing."}`
const incorrect = `{"detail":"CSRF Failed: CSRF token incorrect."}`

describe("cross-site requests to webstore", () => {
  let served: ServedShop
  let ann: Visitor
  let mallory: Visitor
  let lamp: Product
  let availableOf: (product: Product) => Promise<number | undefined>

  beforeAll(async () => {
    served = await serveShop({
      dialect: "webstore",
      dialectSettings: { webstore: { trustedOrigins: [PAGE] } },
      trustProxy: "loopback",
    })
    const shop = await stocked(served)
    availableOf = shop.availableOf
    lamp = await shop.add(1000)
    ann = await newVisitor(served.ask, "ann")
    mallory = await newVisitor(served.ask, "mallory")
  })
  afterAll(() => served?.close())

  const ordering = (headers: Readonly<Record<string, string>>) =>
    ann.order([{ product_id: lamp.id, amount: 1 }], headers)

  /** Expects that both endpoints reject the request, that nothing is ordered, and that the token is still valid. */
  const refuses = async (headers: Readonly<Record<string, string>>, text: string) => {
    const [stock, refresh] = [await availableOf(lamp), ann.jar.get("refreshtoken")]
    for (const response of [await ann.refresh(headers), await ordering(headers)]) {
      expect(response.status).toBe(403)
      expect(response.text).toBe(text)
    }
    expect(await availableOf(lamp)).toBe(stock)
    expect(ann.jar.get("refreshtoken")).toBe(refresh)
  }

  test("a missing or wrong CSRF header rejects refresh and order", async () => {
    await refuses({ "x-csrftoken": "" }, missing)
    for (const token of ["0".repeat(64), (ann.jar.get("csrftoken") ?? "").toUpperCase(), "é"])
      await refuses({ "x-csrftoken": token === "é" ? "%C3%A9" : token }, incorrect)
    expect((await ann.refresh()).status).toBe(200)
    expect((await ordering({})).status).toBe(200)
  })

  test("a header without cookie is rejected, and so is a matching pair from another session", async () => {
    const token = ann.jar.get("csrftoken") ?? ""
    const refreshtoken = `refreshtoken=${ann.jar.get("refreshtoken")}`
    await refuses({ "x-csrftoken": token, cookie: refreshtoken }, incorrect)
    const planted = mallory.jar.get("csrftoken") ?? ""
    expect(planted).not.toBe(token)
    await refuses({ "x-csrftoken": planted, cookie: `csrftoken=${planted}; ${refreshtoken}` }, incorrect)
    const second = await newVisitor(served.ask, "ann2")
    await second.logIn("ann2")
    expect(second.jar.get("csrftoken")).not.toBe(planted)
  })

  test("an untrusted page is rejected even with valid tokens", async () => {
    for (const origin of ["http://evil.example", "null", "http://localhost:5174", "https://localhost:5173", "nonsense"])
      await refuses(
        { origin },
        `{"detail":"CSRF Failed: Origin checking failed - ${origin} does not match any trusted origins."}`,
      )
    const referer = "http://evil.example/page"
    await refuses(
      { referer },
      `{"detail":"CSRF Failed: Referer checking failed - ${referer} does not match any trusted origins."}`,
    )
  })

  test("the shop's own pages and trusted ones are accepted, by Origin or else by Referer", async () => {
    for (const headers of [
      { origin: served.url },
      { origin: PAGE },
      { referer: `${PAGE}/cart?x=1` },
      { origin: PAGE, referer: "http://evil.example/" },
      { origin: "https://shop.example", "x-forwarded-proto": "https", "x-forwarded-host": "shop.example" },
    ]) {
      expect((await ann.refresh(headers)).status).toBe(200)
      expect((await ordering(headers)).status).toBe(200)
    }
  })

  test("a form of another site cannot sign in", async () => {
    const form = { "content-type": "application/x-www-form-urlencoded", origin: "http://evil.example" }
    const response = await visitor(served.ask).send("POST", "login_view", "username=mallory&password=test12345", form)
    expect(response.status).toBe(403)
    expect(response.headers.getSetCookie()).toEqual([])
    const { origin: _, ...own } = form
    const signedIn = await visitor(served.ask).send("POST", "login_view", "username=mallory&password=test12345", own)
    expect(signedIn.status).toBe(200)
  })

  const corsOf = ({ headers }: HttpResponse) => ({
    origin: headers.get("access-control-allow-origin"),
    credentials: headers.get("access-control-allow-credentials"),
    vary: headers.get("vary"),
  })

  test("a trusted page may read every response, errors included; others may read none", async () => {
    const open = { origin: PAGE, credentials: "true", vary: "Origin" }
    const shut = { origin: null, credentials: null, vary: "Origin" }
    for (const [origin, cors] of [
      [PAGE, open],
      ["http://evil.example", shut],
      ["null", shut],
    ] as const) {
      expect(corsOf(await ann.send("GET", "get_order", undefined, { origin }))).toEqual(cors)
      expect(corsOf(await ann.refresh({ origin, "x-csrftoken": "" }))).toEqual(cors)
      const asked = { origin, "access-control-request-method": "POST" }
      expect(corsOf(await ann.send("OPTIONS", "post_order", undefined, asked))).toEqual(cors)
    }
    const preflight = { origin: PAGE, "access-control-request-method": "POST" }
    const response = await ann.send("OPTIONS", "post_order", undefined, preflight)
    expect(response.status).toBe(200)
    const headers = response.headers.get("access-control-allow-headers")?.toLowerCase().split(", ")
    expect(headers).toEqual(expect.arrayContaining(["x-csrftoken", "authorization", "idempotency-key", "content-type"]))
    expect(response.headers.get("cross-origin-resource-policy")).toBe("cross-origin")
  })

  test("over HTTPS the cookies are Secure; their names and SameSite are settings", async () => {
    const secure = await visitor(served.ask).send(
      "POST",
      "login_view",
      { username: "ann", password: "test12345" },
      { "x-forwarded-proto": "https" },
    )
    for (const cookie of Object.values(cookiesOf(secure))) expect(cookie.attributes.secure).toBe(true)
    for (const cookie of Object.values(cookiesOf(await ann.refresh()))) expect(cookie.attributes.secure).toBeUndefined()
    const make = (cookies: object, trustedOrigins: ReadonlyArray<string> = []) =>
      webstore({
        shop: served.shop.useCases,
        currency: served.shop.currency,
        derivedKeys: served.shop.derivedKeys,
        cookies,
        trustedOrigins,
      })
    for (const wrong of [
      { refreshName: "a b" },
      { refreshName: "csrftoken" },
      { domain: "a;b" },
      { refreshPath: "api" },
      { sameSite: "None" },
    ])
      expect(() => make(wrong)).toThrow(RangeError)
    for (const origin of ["*", "null", "localhost:5173", `${PAGE}/page`])
      expect(() => make({}, [origin])).toThrow(RangeError)
    expect(make({ sameSite: "None", secure: true, domain: "shop.example", refreshName: "r" }, [PAGE]).name).toBe(
      "webstore",
    )
  })
})
