import { describe, expect, onTestFinished, test } from "vitest"
import { defaultPasswordRule } from "../../domain/account/password.ts"
import { type Ask, type ServeSettings, serveShop } from "../support/http.ts"
import { personWith } from "./myecommerce.ts"
import { enrol } from "./nitrmart.ts"

const serve = async (settings: ServeSettings = {}) => {
  const served = await serveShop({ dialect: "all", ...settings })
  onTestFinished(served.close)
  return served
}

let count = 0
/** Registers a person with a password at each dialect that has registration. */
const registerEverywhere = async (ask: Ask, password: string, identity: { username?: string; email?: string } = {}) => {
  const name = `person${++count}`
  const person = { username: name, email: `${name}@nitrkl.ac.in`, password, ...identity }
  const bodies: ReadonlyArray<readonly [string, object]> = [
    ["/ecommerce-backend/api/users/register/", person],
    ["/webstore/api/sign_in", { ...person, username: `w${person.username}` }],
    ["/nitrmart/users/", { ...person, first_name: "A", last_name: "B" }],
    ["/myecommerce/api/users/register/", { ...personWith(password), ...person, username: `m${person.username}` }],
  ]
  return Promise.all(bodies.map(([path, body]) => ask("POST", path, { body })))
}

describe("a new password", () => {
  test("is rejected when it is common", async () => {
    const { ask } = await serve()
    for (const password of ["password", "12345678", "QWERTYUIOP", "iloveyou1"]) {
      const responses = await registerEverywhere(ask, password)
      expect(responses.map(({ status }) => status)).toEqual([400, 400, 400, 400])
      for (const { text } of responses) expect(text).toContain("This password is too common.")
    }
  })

  test.each(["test12345", "example_password", "your_password", "new_password", "old_password"])(
    "may be %s, an example of the documents",
    async (password) => {
      const { ask } = await serve()
      expect((await registerEverywhere(ask, password)).map(({ status }) => status)).toEqual([201, 200, 201, 201])
    },
  )

  test("is rejected when it equals the user name or the e-mail address", async () => {
    const { ask } = await serve()
    const same = await registerEverywhere(ask, "Zara@NITRkl.ac.in", { email: "zara@nitrkl.ac.in" })
    expect(same.map(({ status }) => status)).toEqual([400, 400, 400, 400])
    const body = { username: "zara.miller", email: "z@example.com", password: "Zara.Miller" }
    const response = await ask("POST", "/ecommerce-backend/api/users/register/", { body })
    expect(response.json()).toEqual({ password: ["The password is too similar to the username."] })
  })

  test("is checked against the host's rule", async () => {
    const check = (password: string) => (/\d/.test(password) ? null : "The password needs a digit.")
    const registration = { password: { ...defaultPasswordRule, check } }
    const { ask } = await serve({ dialectSettings: { "ecommerce-backend": { registration } } })
    const body = { username: "mia", email: "mia@example.com", password: "no digits here" }
    const response = await ask("POST", "/ecommerce-backend/api/users/register/", { body })
    expect([response.status, response.json()]).toEqual([400, { password: ["The password needs a digit."] }])
  })

  test("is checked when it is changed, and not at sign-in", async () => {
    const { ask } = await serve()
    const anna = await enrol(ask, "anna", "/nitrmart")
    const body = { password: "password1", current_password: "wrong" }
    const response = await ask("PATCH", anna.path, { bearer: anna.access, body })
    expect([response.status, response.json()]).toEqual([400, { password: ["This password is too common."] }])
    const signIn = { email: "anna@nitrkl.ac.in", password: "password1" }
    expect((await ask("POST", "/nitrmart/users/token/", { body: signIn })).status).toBe(401)
  })
})
