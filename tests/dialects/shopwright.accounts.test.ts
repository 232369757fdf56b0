import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { plain } from "../media/support.ts"
import { type Asking, client, type ServedShop, serveShop } from "../support/http.ts"
import { type Buyer, kindOf, newBuyer, newShop, PASSWORD, signIn } from "./shopwright.ts"
import { cookiesOf } from "./webstore.ts"

let served: ServedShop
let admin: Awaited<ReturnType<typeof newShop>>

beforeAll(async () => {
  served = await serveShop({
    dialect: "shopwright",
    dialectSettings: { shopwright: { trustedOrigins: ["https://shop.test"] } },
  })
  admin = await newShop(served)
})
afterAll(() => served.close())

describe("an account", () => {
  test("is registered with all faults at once", async () => {
    const body = {
      email: "ann@example.com",
      password: PASSWORD,
      profile: { firstName: "Ann", birthdate: "2000-02-29" },
    }
    const registered = await served.ask("POST", "/v1/accounts", { body })
    expect(registered.status).toBe(201)
    expect(registered.json()).toMatchObject({
      username: null,
      email: "ann@example.com",
      isAdmin: false,
      profile: { firstName: "Ann", birthdate: "2000-02-29", bio: "" },
      picture: null,
    })
    expect(registered.text).not.toContain(PASSWORD)
    const again = await served.ask("POST", "/v1/accounts", { body: { ...body, email: "ANN@example.com" } })
    expect(kindOf(again)).toEqual([409, "identifier-taken", "/email"])
    for (const [wrong, ...places] of [
      [{}, "/password"],
      [{ password: PASSWORD }, "/email"],
      [{ email: "ann", password: "short", phone: "1", isAdmin: true }, "/isAdmin", "/email", "/phone", "/password"],
      [{ ...body, password: "password1" }, "/password"],
      [{ ...body, profile: { birthdate: "2001-02-30", age: 3 } }, "/profile/age", "/profile/birthdate"],
    ] as const) {
      const refused = await served.ask("POST", "/v1/accounts", { body: wrong })
      expect(kindOf(refused)).toEqual([400, "invalid-request", ...places])
    }
  })

  test("is shown to its owner and to admins, and edited with If-Match", async () => {
    const bea = await newBuyer(served.ask, "bea")
    const cid = await newBuyer(served.ask, "cid")
    const own = await bea.call("GET", "me")
    expect([own.status, own.json()]).toEqual([200, expect.objectContaining({ id: bea.id, username: "bea" })])
    for (const call of [bea.call, admin.call]) expect((await call("GET", `accounts/${bea.id}`)).text).toBe(own.text)
    expect(kindOf(await cid.call("GET", `accounts/${bea.id}`))).toEqual([403, "not-permitted"])
    expect(kindOf(await admin.call("GET", "accounts/999"))).toEqual([404, "not-found"])
    const headers = { "if-match": own.headers.get("etag") ?? "" }
    const body = { profile: { bio: "Hi" } }
    expect(kindOf(await bea.call("PATCH", "me", { body }))).toEqual([428, "precondition-required"])
    const changed = await bea.call("PATCH", "me", { body, headers })
    expect([changed.status, changed.json()]).toEqual([
      200,
      expect.objectContaining({ profile: expect.objectContaining({ bio: "Hi" }) }),
    ])
    expect(kindOf(await admin.call("PATCH", `accounts/${bea.id}`, { body, headers }))).toEqual([412, "edit-conflict"])
  })

  test("is edited by one of many requests with one ETag", async () => {
    const uma = await newBuyer(served.ask, "uma")
    const own = await uma.call("GET", "me")
    const headers = { "if-match": own.headers.get("etag") ?? "" }
    const edit = (firstName: string) => uma.call("PATCH", "me", { body: { profile: { firstName } }, headers })
    const ends = await Promise.all(Array.from({ length: 8 }, (_, i) => edit(`name ${i}`)))
    const statuses = ends.map(({ status }) => status)
    expect(statuses.toSorted()).toEqual([200, ...Array(7).fill(412)])
    expect((await uma.call("GET", "me")).text).toBe(ends[statuses.indexOf(200)]?.text)
  })

  test("has a picture, in a multipart body", async () => {
    const dan = await newBuyer(served.ask, "dan")
    const body = new FormData()
    body.set("picture", new File([new Uint8Array(await plain(9, 9).png().toBuffer())], "me.png"))
    const uploaded = await dan.call("PUT", "me/picture", { body })
    const { picture } = uploaded.json() as { readonly picture: string }
    expect([uploaded.status, picture]).toEqual([200, expect.stringContaining(`${served.url}/v1/pictures/`)])
    expect((await fetch(picture)).headers.get("content-type")).toBe("image/jpeg")
    expect(kindOf(await dan.call("PUT", "me/picture", { body: {} }))).toEqual([415, "unsupported-media-type"])
    const text = new FormData()
    text.set("picture", new File(["no picture"], "me.png"))
    expect(kindOf(await dan.call("PUT", "me/picture", { body: text }))).toEqual([400, "picture-refused", "/picture"])
    expect((await dan.call("DELETE", "me/picture")).status).toBe(204)
    expect((await dan.call("GET", "me")).json()).toMatchObject({ picture: null })
    expect((await fetch(picture)).status).toBe(404)
  })

  test("changes its password, which ends its sessions", async () => {
    const eva = await newBuyer(served.ask, "eva")
    const change = (currentPassword: string, newPassword: string) =>
      eva.call("PUT", "me/password", { body: { currentPassword, newPassword } })
    expect(kindOf(await change("wrong", "another-password"))).toEqual([403, "wrong-password", "/currentPassword"])
    expect(kindOf(await change(PASSWORD, "short"))).toEqual([400, "invalid-request", "/newPassword"])
    expect((await change(PASSWORD, "another-password")).status).toBe(204)
    expect(kindOf(await eva.call("GET", "me"))).toEqual([401, "invalid-token"])
    await signIn(served.ask, "eva", "another-password")
  })
})

describe("bearer tokens", () => {
  test("are issued for each kind of login, and not for wrong ones", async () => {
    await newBuyer(served.ask, "fay")
    expect((await signIn(served.ask, "fay")).account.id).toBe((await signIn(served.ask, "FAY@example.com")).account.id)
    const wrong = await served.ask("POST", "/v1/tokens", { body: { login: "fay", password: "wrong" } })
    expect(kindOf(wrong)).toEqual([401, "invalid-credentials"])
    expect(wrong.headers.get("www-authenticate")).toBe('Bearer realm="shopwright"')
  })

  test("rotate: a used token that comes back late ends the session", async () => {
    const strict = await serveShop({
      dialect: "shopwright",
      dialectSettings: { shopwright: { refreshGraceSeconds: 0 } },
    })
    const gus = await newBuyer(strict.ask, "gus")
    const refresh = (refreshToken: string) => strict.ask("POST", "/v1/tokens/refresh", { body: { refreshToken } })
    const next = (await refresh(gus.refreshToken)).json() as {
      readonly accessToken: string
      readonly refreshToken: string
    }
    expect(next.refreshToken).not.toBe(gus.refreshToken)
    expect((await strict.ask("GET", "/v1/me", { bearer: next.accessToken })).status).toBe(200)
    await expect.poll(async () => kindOf(await refresh(gus.refreshToken))).toEqual([401, "invalid-token"])
    expect(kindOf(await refresh(next.refreshToken))).toEqual([401, "invalid-token"])
    expect(kindOf(await strict.ask("GET", "/v1/me", { bearer: next.accessToken }))).toEqual([401, "invalid-token"])
    await strict.close()
  })

  test("end with their session", async () => {
    const hal = await newBuyer(served.ask, "hal")
    const other = await signIn(served.ask, "hal")
    const list = await hal.call("GET", "sessions")
    const { items } = list.json() as { items: ReadonlyArray<{ readonly id: string; readonly isCurrent: boolean }> }
    expect(items.map(({ isCurrent }) => isCurrent)).toEqual([false, true])
    expect((await hal.call("DELETE", `sessions/${items[0]?.id}`)).status).toBe(204)
    expect(kindOf(await hal.call("DELETE", `sessions/${items[0]?.id}`))).toEqual([404, "not-found"])
    expect(kindOf(await hal.call("DELETE", "sessions/1"))).toEqual([404, "not-found"])
    const ended = { bearer: other.accessToken }
    expect(kindOf(await served.ask("GET", "/v1/me", ended))).toEqual([401, "invalid-token"])
    expect((await hal.call("DELETE", "me/session")).status).toBe(204)
    expect(kindOf(await hal.call("GET", "me"))).toEqual([401, "invalid-token"])
  })
})

describe("cookie sessions", () => {
  const origin = "https://shop.test"
  const open = async (buyer: Buyer, headers: Readonly<Record<string, string>> = { origin }) => {
    const response = await served.ask("POST", "/v1/sessions", {
      body: { login: buyer.email, password: PASSWORD },
      headers,
    })
    const cookies = cookiesOf(response)
    const cookie = Object.entries(cookies).map(([name, { value }]) => `${name}=${value}`)
    return {
      response,
      cookies,
      cookie: cookie.join("; "),
      csrf: String((response.json() as { csrfToken?: string }).csrfToken),
    }
  }
  const order: Asking = { body: { lines: [{ product: 1, quantity: 1 }] } }

  test("are kept in a cookie that scripts cannot read, and need the CSRF token to change anything", async () => {
    const ida = await newBuyer(served.ask, "ida")
    const { response, cookies, cookie, csrf } = await open(ida)
    expect([response.status, response.json()]).toEqual([
      201,
      expect.objectContaining({ kind: "cookie", csrfToken: csrf }),
    ])
    expect(cookies.shopwright_session?.attributes).toEqual({
      path: "/v1/",
      "max-age": "1209600",
      samesite: "Lax",
      httponly: true,
    })
    expect(cookies.shopwright_csrf).toEqual({
      value: csrf,
      attributes: { path: "/", "max-age": "1209600", samesite: "Lax" },
    })
    const send = (method: string, path: string, headers: Readonly<Record<string, string>>, asking: Asking = {}) =>
      served.ask(method, `/v1/${path}`, { ...asking, headers: { cookie, ...headers } })
    const current = await send("GET", "me/session", {})
    expect(current.text).toBe(response.text)
    expect(kindOf(await send("POST", "orders", { origin }, order))).toEqual([403, "request-forgery"])
    expect(kindOf(await send("POST", "orders", { origin, "x-csrf-token": `${csrf}x` }, order))).toEqual([
      403,
      "request-forgery",
    ])
    const foreign = { origin: "https://elsewhere.test", "x-csrf-token": csrf }
    expect(kindOf(await send("POST", "orders", foreign, order))).toEqual([403, "request-forgery"])
    const theirs = await open(await newBuyer(served.ask, "jan"))
    const planted = {
      cookie: `${cookie.split("; ").find((one) => one.startsWith("shopwright_session"))}; shopwright_csrf=${theirs.csrf}`,
    }
    expect(kindOf(await send("POST", "orders", { ...planted, origin, "x-csrf-token": theirs.csrf }, order))).toEqual([
      403,
      "request-forgery",
    ])
    expect((await send("POST", "orders", { origin, "x-csrf-token": csrf }, order)).status).toBe(201)
    const out = await send("DELETE", "me/session", { origin, "x-csrf-token": csrf })
    expect([out.status, cookiesOf(out).shopwright_session]).toEqual([
      204,
      { value: "", attributes: expect.objectContaining({ "max-age": "0" }) },
    ])
    expect(kindOf(await send("GET", "me/session", {}))).toEqual([401, "invalid-token"])
  })

  test("cannot be opened by another site, and are no bearer tokens", async () => {
    const kim = await newBuyer(served.ask, "kim")
    const { response } = await open(kim, { origin: "https://elsewhere.test" })
    expect([response.headers.getSetCookie(), kindOf(response)]).toEqual([[], [403, "request-forgery"]])
    const { cookies } = await open(kim)
    const bearer = cookies.shopwright_session?.value ?? ""
    expect(kindOf(await served.ask("GET", "/v1/me", { bearer }))).toEqual([401, "invalid-token"])
    const cookie = `shopwright_session=${kim.bearer}`
    expect(kindOf(await served.ask("GET", "/v1/me", { headers: { cookie } }))).toEqual([401, "invalid-token"])
  })

  test("have the path of the mount", async () => {
    const all = await serveShop({ dialect: "all" })
    const body = { email: "lea@example.com", password: PASSWORD }
    await client(all.url)("POST", "/shopwright/v1/accounts", { body })
    const signedIn = await all.ask("POST", "/shopwright/v1/sessions", {
      body: { login: body.email, password: PASSWORD },
    })
    expect(cookiesOf(signedIn).shopwright_session?.attributes.path).toBe("/shopwright/v1/")
    await all.close()
  })
})
