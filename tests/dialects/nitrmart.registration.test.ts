import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { databases, type EmptyDatabase } from "../support/databases.ts"
import { type ServedShop, serveShop } from "../support/http.ts"
import { compact } from "./jwt.ts"
import { details, enrol, form, registration } from "./nitrmart.ts"

describe.each(databases)("rejected registrations of nitrmart, on $name", ({ empty }) => {
  let database: EmptyDatabase
  let served: ServedShop

  beforeAll(async () => {
    database = await empty()
    served = await serveShop({ database: database.option, dialect: "nitrmart" })
  })
  afterAll(async () => {
    await served?.close()
    await database?.drop()
  })

  test("1. Register a New User: invalid email", async () => {
    for (const email of ["user@gmail.com", "user@mail.nitrkl.ac.in", "user@nitrkl.ac.in.example.com"]) {
      const response = await served.ask("POST", "/users/", { body: { ...registration, email } })
      expect(response.status).toBe(400)
      expect(response.text).toBe(
        compact(`{
          "email": "Only @nitrkl.ac.in email addresses are allowed."
        }`),
      )
    }
  })

  test("1. Register a New User: missing fields", async () => {
    const { email: _, first_name: __, ...rest } = registration
    for (const body of [rest, form(rest)]) {
      const response = await served.ask("POST", "/users/", { body })
      expect(response.status).toBe(400)
      expect(response.text).toBe(
        compact(`{
          "email": ["This field is required."],
          "first_name": ["This field is required."]
        }`),
      )
    }
    const required = ["This field is required."]
    expect((await served.ask("POST", "/users/", { body: {} })).json()).toEqual({
      email: required,
      password: required,
      first_name: required,
      last_name: required,
    })
  })

  test("a taken address is rejected in every spelling", async () => {
    await enrol(served.ask, "user")
    const response = await served.ask("POST", "/users/", { body: { ...details("user"), email: "User@NITRKL.ac.in" } })
    expect([response.status, response.json()]).toEqual([400, { email: ["user with this email already exists."] }])
  })
})
