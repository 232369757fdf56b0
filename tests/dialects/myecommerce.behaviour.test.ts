import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { type ServedShop, serveShop } from "../support/http.ts"
import { CHALLENGE, type Pair } from "./jwt.ts"
import { personWith } from "./myecommerce.ts"

const person = personWith("pass12345", "anna")

let served: ServedShop
let pair: Pair
const register = (body: unknown, asking = {}) => served.ask("POST", "/api/users/register/", { body, ...asking })
const refresh = (body: unknown) => served.ask("POST", "/api/token/refresh/", { body })

beforeAll(async () => {
  served = await serveShop({ dialect: "myecommerce" })
  await register(person)
  const body = { username: "anna", password: "pass12345" }
  pair = (await served.ask("POST", "/api/token/", { body })).json() as Pair
})
afterAll(() => served.close())

describe("registering", () => {
  test("all seven fields are required", async () => {
    const response = await register({})
    expect(response.status).toBe(400)
    expect(response.json()).toEqual(
      Object.fromEntries(Object.keys(person).map((field) => [field, ["This field is required."]])),
    )
  })

  test("all errors are reported at once, with DRF's messages", async () => {
    const response = await register({
      username: "anna and ben",
      password: "short",
      email: "anna",
      phone_number: "9876543210",
      address: "",
      postal_code: null,
      birthdate: "2001-02-29",
    })
    expect(response.status).toBe(400)
    expect(response.json()).toEqual({
      username: ["Enter a valid username. This value may contain only letters, numbers, and @/./+/-/_ characters."],
      password: ["Ensure this field has at least 8 characters."],
      email: ["Enter a valid email address."],
      phone_number: ["Enter a valid phone number."],
      address: ["This field may not be blank."],
      postal_code: ["This field may not be null."],
      birthdate: ["Date has wrong format. Use one of these formats instead: YYYY-MM-DD."],
    })
  })

  test.each([
    "+91987654321",
    "+9198765432100",
    "+910000000000",
    "+999123456789",
    "call +919876543210",
    "+1 213 373 4253 ext. 5",
  ])("%s is not a valid phone number", async (phone_number) => {
    const response = await register({ ...person, username: "ben", phone_number })
    expect([response.status, response.json()]).toEqual([400, { phone_number: ["Enter a valid phone number."] }])
  })

  test("a taken user name is rejected; a taken e-mail address is accepted", async () => {
    const taken = await register({ ...person, phone_number: "+919876543211" })
    expect([taken.status, taken.text]).toEqual([400, `{"error":"A user with this username already exists."}`])
    const shared = await register({ ...person, username: "ben", phone_number: "+919876543212" })
    expect(shared.status).toBe(201)
  })

  test("one of many concurrent registrations with one phone number succeeds", async () => {
    const responses = await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        register({ ...person, username: `racer${i}`, phone_number: "+919876543213" }),
      ),
    )
    expect(responses.filter(({ status }) => status === 201)).toHaveLength(1)
    for (const { status, text } of responses)
      if (status !== 201)
        expect([status, text]).toEqual([400, `{"error":"A user with this phone number already exists."}`])
  })

  test("a form is accepted as well", async () => {
    const form = new URLSearchParams({ ...person, username: "carl", phone_number: "+919876543214" })
    const response = await register(form.toString(), {
      headers: { "content-type": "application/x-www-form-urlencoded" },
    })
    expect(response.status).toBe(201)
  })
})

describe("signing in and refreshing", () => {
  test("missing fields are reported as DRF does", async () => {
    const missing = ["This field is required."]
    expect((await served.ask("POST", "/api/token/", { body: {} })).json()).toEqual({
      username: missing,
      password: missing,
    })
    expect((await served.ask("POST", "/api/users/login/", { body: {} })).json()).toEqual({
      login: missing,
      password: missing,
    })
    const response = await refresh({})
    expect([response.status, response.json()]).toEqual([400, { refresh: missing }])
  })

  test("an invalid refresh token gets the same error as a failed sign-in", async () => {
    for (const token of ["refresh_token", pair.access, `${pair.refresh}x`]) {
      const response = await refresh({ refresh: token })
      expect([response.status, response.text]).toEqual([401, `{"error":"Token is invalid or expired"}`])
      expect(response.headers.get("www-authenticate")).toBe(CHALLENGE)
    }
  })

  test("a stale token in the header does not block sign-in, refresh or registration", async () => {
    const body = { username: "anna", password: "pass12345" }
    expect((await served.ask("POST", "/api/token/", { body, bearer: "stale" })).status).toBe(200)
    const login = { login: "anna", password: "pass12345" }
    expect((await served.ask("POST", "/api/users/login/", { body: login, bearer: "stale" })).status).toBe(200)
    const refreshed = await served.ask("POST", "/api/token/refresh/", {
      body: { refresh: pair.refresh },
      bearer: "stale",
    })
    expect(refreshed.status).toBe(200)
    expect((await register({}, { bearer: "stale" })).text).toBe((await register({})).text)
  })

  test("each path accepts only POST", async () => {
    for (const path of ["token", "token/refresh", "users/login", "users/register"]) {
      const response = await served.ask("GET", `/api/${path}/`)
      expect([response.status, response.headers.get("allow")]).toEqual([405, "POST, OPTIONS"])
    }
  })
})
