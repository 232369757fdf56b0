import { describe, expect, onTestFinished, test } from "vitest"
import { dialectNames } from "../../composition/dialects.ts"
import { textured } from "../media/support.ts"
import { type Ask, type ServeSettings, serveShop } from "../support/http.ts"
import { personWith } from "./myecommerce.ts"
import { details, form, mediaFolder, PASSWORD } from "./nitrmart.ts"

const serve = async (settings: ServeSettings = {}) => {
  const served = await serveShop({ dialect: "all", trustProxy: "loopback", ...settings })
  onTestFinished(served.close)
  return served
}

const register = (ask: Ask, person: object, from = "192.0.2.1") =>
  ask("POST", "/myecommerce/api/users/register/", {
    body: { ...personWith(PASSWORD), ...person },
    headers: { "x-forwarded-for": from },
  })
const logIn = async (ask: Ask, login: string, password: string, from = "192.0.2.1") => {
  const headers = { "x-forwarded-for": from }
  return (await ask("POST", "/myecommerce/api/users/login/", { body: { login, password }, headers })).status
}

describe("public endpoints", () => {
  test("ignore credentials that are no longer valid", async () => {
    const { ask } = await serve()
    expect(dialectNames.length).toBe(6)
    const person = { username: "mia", email: "mia@nitrkl.ac.in", first_name: "M", last_name: "M", password: PASSWORD }
    const requests: ReadonlyArray<readonly [string, string, object | undefined, number]> = [
      ["POST", "/ecommerce-backend/api/users/register/", person, 201],
      ["POST", "/ecommerce-backend/api/users/login/", person, 200],
      ["GET", "/ecommerce-backend/api/products/", undefined, 200],
      ["GET", "/ecommerce-backend/api/products/categories/", undefined, 200],
      ["POST", "/webstore/api/sign_in", { ...person, username: "leo" }, 200],
      ["POST", "/webstore/api/login_view", { ...person, username: "leo" }, 200],
      ["POST", "/nitrmart/users/", person, 201],
      ["POST", "/nitrmart/users/token/", person, 200],
      ["POST", "/myecommerce/api/users/register/", { ...personWith(PASSWORD), username: "ida" }, 201],
      ["POST", "/myecommerce/api/token/", { username: "ida", password: PASSWORD }, 200],
      ["POST", "/shopwright/v1/accounts", { email: "kim@example.com", password: PASSWORD }, 201],
      ["POST", "/shopwright/v1/tokens", { login: "kim@example.com", password: PASSWORD }, 200],
      ["POST", "/shopwright/v1/sessions", { login: "kim@example.com", password: PASSWORD }, 201],
      ["GET", "/shopwright/v1/products", undefined, 200],
      ["GET", "/shopwright/v1/categories", undefined, 200],
      ["POST", "/phone-login/api/login/", { username: "+919876543210", password: PASSWORD }, 200],
    ]
    for (const authorization of ["Token null", "Bearer null", "Token", "Bearer a b"]) {
      const statuses: Array<unknown> = []
      for (const [method, path, body] of requests) {
        const { status } = await ask(method, path, { body, headers: { authorization } })
        statuses.push(status === 401 || status === 403 ? `${path} ${authorization}: ${status}` : "let in")
      }
      expect(statuses).toEqual(requests.map(() => "let in"))
    }
    const headers = { authorization: "Token null" }
    expect((await ask("GET", "/ecommerce-backend/api/orders/", { headers })).status).toBe(401)
  })
})

describe("an identifier that belongs to two people", () => {
  test("lets both of them sign in with their own password", async () => {
    const { ask } = await serve()
    expect((await register(ask, { username: "mia", email: "mia@example.com" })).status).toBe(201)
    const rival = { username: "+919876543210", email: "eve@example.com", phone_number: "+4915123456789" }
    expect((await register(ask, { ...rival, password: "another-secret" })).status).toBe(201)
    expect(await logIn(ask, "+919876543210", PASSWORD)).toBe(200)
    expect(await logIn(ask, "+919876543210", "another-secret")).toBe(200)
    expect(await logIn(ask, "+919876543210", "neither-of-them")).toBe(401)
  })
})

describe("sign-in under attack", () => {
  test("failures from one network do not keep the owner out anywhere else", async () => {
    const { ask } = await serve()
    await register(ask, {})
    for (let i = 0; i < 6; i++) expect(await logIn(ask, "user", "wrong-pass", "198.51.100.7")).toBe(401)
    expect(await logIn(ask, "user", "wrong-pass", "198.51.100.7")).toBe(429)
    expect(await logIn(ask, "user", PASSWORD, "203.0.113.5")).toBe(200)
  })

  test("IPv6 networks of one customer share an allowance", async () => {
    const { ask } = await serve()
    await register(ask, {})
    for (let i = 0; i < 6; i++) expect(await logIn(ask, "user", "wrong-pass", `2001:db8:7:${i}::1`)).toBe(401)
    expect(await logIn(ask, "user", PASSWORD, "2001:db8:7:99::1")).toBe(429)
    expect(await logIn(ask, "user", PASSWORD, "2001:db8:8::1")).toBe(200)
  })

  test("full-width spellings do not reveal whether an account exists", async () => {
    const { ask } = await serve()
    await register(ask, {})
    const statuses = async (...spellings: ReadonlyArray<string>) => {
      const seen: Array<number> = []
      for (let i = 0; i < 8; i++) seen.push(await logIn(ask, spellings[i % spellings.length] ?? "", "wrong-pass"))
      return seen
    }
    const known = await statuses("user", "\uff55\uff53\uff45\uff52", "u\uff53er")
    expect(await statuses("nope", "\uff4e\uff4f\uff50\uff45", "n\uff4fpe")).toEqual(known)
    expect(known.at(-1)).toBe(429)
  })

  test("registrations from one network are limited, taken names included", async () => {
    const { ask } = await serve({ options: { signInPolicy: { registrationsPerAddress: 3 } } })
    const statuses: Array<number> = []
    for (let i = 0; i < 4; i++) statuses.push((await register(ask, {})).status)
    expect(statuses).toEqual([201, 400, 400, 429])
    const headers = { "x-forwarded-for": "192.0.2.1" }
    const person = { username: "leo", email: "leo@nitrkl.ac.in", first_name: "L", last_name: "L", password: PASSWORD }
    for (const path of ["/nitrmart/users/", "/webstore/api/sign_in", "/ecommerce-backend/api/users/register/"]) {
      const refused = await ask("POST", path, { body: person, headers })
      expect([path, refused.status, refused.headers.get("retry-after")]).toEqual([path, 429, "60"])
    }
    expect((await register(ask, { username: "leo", phone_number: "+4915123456789" }, "192.0.2.2")).status).toBe(201)
  })

  test("registrations with pictures are limited like others, and a rejected one stores no picture", async () => {
    const media = await mediaFolder()
    onTestFinished(media.drop)
    const { ask } = await serve({
      options: { media: media.folder, signInPolicy: { registrationsPerAddress: 3 } },
    })
    const picture = await textured(20, 20).jpeg().toBuffer()
    const statuses: Array<number> = []
    for (const name of ["ann", "bob", "cid", "dan", "eve"]) {
      const body = form(details(name), name === "bob" ? new Uint8Array([1, 2, 3]) : picture)
      const response = await ask("POST", "/nitrmart/users/", { body, headers: { "x-forwarded-for": "192.0.2.1" } })
      statuses.push(response.status)
    }
    // The second file is no picture. It counts as well.
    expect(statuses).toEqual([201, 400, 201, 429, 429])
    expect(await media.files()).toHaveLength(2)
  })
})
