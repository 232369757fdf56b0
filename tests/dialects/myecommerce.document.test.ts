import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { databases, type EmptyDatabase } from "../support/databases.ts"
import { type ServedShop, serveShop } from "../support/http.ts"
import { CHALLENGE, claimsOf, compact, lifetimeOf, type Pair, pairOf } from "./jwt.ts"

// Requests and responses are those of the document, byte for byte, with its placeholders filled in. The ids match
// because each shop is new. Its password `pass` is a placeholder too.
const person = {
  username: "user",
  password: "pass12345",
  email: "user@example.com",
  phone_number: "+919876543210",
  address: "1 Park Street",
  postal_code: "700016",
  birthdate: "2000-02-29",
}

describe.each(databases)("the document of myecommerce, on $name", ({ empty }) => {
  let database: EmptyDatabase
  let served: ServedShop
  let pair: Pair

  beforeAll(async () => {
    database = await empty()
    served = await serveShop({ database: database.option, dialect: "myecommerce" })
  })
  afterAll(async () => {
    await served?.close()
    await database?.drop()
  })

  test("Register", async () => {
    const response = await served.ask("POST", "/api/users/register/", { body: person })
    expect(response.status).toBe(201)
    expect(response.headers.get("content-type")).toBe("application/json")
    expect(response.text).toBe(
      compact(`{
        "id": 1,
        "username": "user"
      }`),
    )
  })

  test("Register: error response, in every spelling of the phone number", async () => {
    for (const phone_number of ["+919876543210", "+91 98765-43210"]) {
      const body = { ...person, username: "other", phone_number }
      const response = await served.ask("POST", "/api/users/register/", { body })
      expect(response.status).toBe(400)
      expect(response.text).toBe(
        compact(`{
          "error": "A user with this phone number already exists."
        }`),
      )
    }
  })

  test("Obtaining Tokens", async () => {
    const body = `{
      "username": "user",
      "password": "pass12345"
    }`
    const document = `{
      "refresh": "refresh_token",
      "access": "access_token"
    }`
    pair = pairOf(await served.ask("POST", "/api/token/", { body }), document, "refresh_token", "access_token")
    expect(claimsOf(pair.access)).toMatchObject({ token_type: "access", user_id: 1 })
    expect(claimsOf(pair.refresh)).toMatchObject({ token_type: "refresh", user_id: 1 })
    expect([lifetimeOf(pair.access), lifetimeOf(pair.refresh)]).toEqual([300, 86_400])
  })

  test("Obtaining Tokens: error response", async () => {
    for (const body of [
      { username: "user", password: "wrong-pass" },
      { username: "nobody", password: "pass12345" },
      // This endpoint accepts only a user name.
      { username: "+919876543210", password: "pass12345" },
    ]) {
      const response = await served.ask("POST", "/api/token/", { body })
      expect(response.status).toBe(401)
      expect(response.headers.get("www-authenticate")).toBe(CHALLENGE)
      expect(response.text).toBe(
        compact(`{
          "error": "Invalid credentials"
        }`),
      )
    }
  })

  test("Refreshing Tokens", async () => {
    const response = await served.ask("POST", "/api/token/refresh/", { body: { refresh: pair.refresh } })
    expect(response.status).toBe(200)
    const { access } = response.json() as Pair
    expect(access).not.toBe(pair.access)
    expect(claimsOf(access)).toMatchObject({ token_type: "access", user_id: 1 })
    expect(response.text.replace(access, "new_access_token")).toBe(
      compact(`{
        "access": "new_access_token"
      }`),
    )
  })

  test("Login, by user name or phone number", async () => {
    const document = `{
      "refresh": "[refresh token]",
      "access": "[access token]"
    }`
    for (const login of ["user", "+919876543210", "+91 98765 43210"]) {
      const response = await served.ask("POST", "/api/users/login/", { body: { login, password: "pass12345" } })
      const { access } = pairOf(response, document, "[refresh token]", "[access token]")
      expect(claimsOf(access).user_id).toBe(1)
    }
  })

  test("Login: the same error response as at the other endpoint", async () => {
    for (const login of ["user", "+919876543210", "+919876543211", "nobody"]) {
      const response = await served.ask("POST", "/api/users/login/", { body: { login, password: "wrong-pass" } })
      expect([response.status, response.text]).toEqual([401, `{"error":"Invalid credentials"}`])
    }
  })
})
