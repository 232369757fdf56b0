import { Effect } from "effect"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { defaultPasswordRule } from "../../domain/account/password.ts"
import { databases, type EmptyDatabase } from "../support/databases.ts"
import { type ServedShop, serveShop } from "../support/http.ts"
import { CHALLENGE, claimsOf, compact, lifetimeOf, type Pair, pairOf } from "./jwt.ts"

const password = "example_password"
const phone = "+919876543210"

describe.each(databases)("the document of phone-login, on $name", ({ empty }) => {
  let database: EmptyDatabase
  let served: ServedShop
  let pair: Pair

  const logIn = (body: unknown) => served.ask("POST", "/api/login/", { body })
  const refresh = (body: unknown) => served.ask("POST", "/api/token/refresh/", { body })

  beforeAll(async () => {
    database = await empty()
    served = await serveShop({ database: database.option, dialect: "phone-login" })
    // The document has no registration, so accounts come from another dialect.
    const rules = { required: [], password: defaultPasswordRule }
    const registration = { username: "example_user", phone, password }
    await Effect.runPromise(served.shop.useCases.register(registration, rules))
  })
  afterAll(async () => {
    await served?.close()
    await database?.drop()
  })

  test("1. User Login", async () => {
    const document = `{
      "refresh": "<refresh_token>",
      "access": "<access_token>"
    }`
    pair = pairOf(await logIn({ username: phone, password }), document, "<refresh_token>", "<access_token>")
    expect(claimsOf(pair.access).user_id).toBe(1)
    expect([lifetimeOf(pair.access), lifetimeOf(pair.refresh)]).toEqual([300, 86_400])
  })

  test("1. User Login: error response, for an unknown number, an invalid number and a wrong password", async () => {
    for (const body of [
      { username: phone, password: "wrong_password" },
      { username: "+919876543211", password },
      { username: "example_user", password },
      { username: "9876543210", password },
    ]) {
      const response = await logIn(body)
      expect(response.status).toBe(401)
      expect(response.headers.get("www-authenticate")).toBe(CHALLENGE)
      expect(response.text).toBe(
        compact(`{
          "error": "Invalid username or password"
        }`),
      )
    }
  })

  test("1. User Login: both fields are required", async () => {
    const required = ["This field is required."]
    const response = await logIn({})
    expect([response.status, response.json()]).toEqual([400, { username: required, password: required }])
  })

  test("2. Token Refresh", async () => {
    const response = await refresh({ refresh: pair.refresh })
    expect(response.status).toBe(200)
    const { access } = response.json() as Pair
    expect(claimsOf(access)).toMatchObject({ token_type: "access", user_id: 1 })
    expect(response.text.replace(access, "<new_access_token>")).toBe(
      compact(`{
        "access": "<new_access_token>"
      }`),
    )
  })

  test("2. Token Refresh: error response", async () => {
    for (const token of ["<refresh_token>", pair.access]) {
      const response = await refresh({ refresh: token })
      expect(response.status).toBe(401)
      expect(response.text).toBe(
        compact(`{
          "error": "Invalid or expired refresh token"
        }`),
      )
    }
    expect((await refresh({})).json()).toEqual({ refresh: ["This field is required."] })
  })

  test("Endpoints Overview: both accept POST", async () => {
    for (const path of ["/api/login/", "/api/token/refresh/"])
      expect((await served.ask("GET", path)).headers.get("allow")).toBe("POST, OPTIONS")
  })

  test("Status Codes: 500", async () => {
    const broken = await serveShop({
      dialect: "phone-login",
      instead: { obtainTokenPair: () => Effect.die(new Error("the lines are down")) },
    })
    const response = await broken.ask("POST", "/api/login/", { body: { username: phone, password } })
    await broken.close()
    expect([response.status, response.text]).toEqual([500, `{"detail":"A server error occurred."}`])
  })
})
