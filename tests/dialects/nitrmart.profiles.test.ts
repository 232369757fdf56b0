import { Effect } from "effect"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { defaultPasswordRule } from "../../domain/account/password.ts"
import { type ServedShop, serveShop } from "../support/http.ts"
import { details, enrol, form, type Member, PASSWORD, signIn } from "./nitrmart.ts"

let served: ServedShop
let anna: Member
let admin: Member

beforeAll(async () => {
  served = await serveShop({ dialect: "nitrmart" })
  anna = await enrol(served.ask, "anna")
  const rules = { required: [], signsInByEmail: true, password: defaultPasswordRule }
  const registration = { username: "root", email: "root@example.com", password: PASSWORD }
  await Effect.runPromise(served.shop.useCases.createAdmin(registration, rules))
  admin = await signIn(served.ask, "root@example.com")
})
afterAll(() => served.close())

const patch = (body: unknown, { path, access }: Member = anna) => served.ask("PATCH", path, { bearer: access, body })
const profile = async ({ path, access }: Member = anna) =>
  (await served.ask("GET", path, { bearer: access })).json() as Readonly<Record<string, unknown>>

describe("permissions of profiles", () => {
  test("an admin reads and changes every profile, and gets 404 for an unknown account", async () => {
    const read = await served.ask("GET", anna.path, { bearer: admin.access })
    expect(read.json()).toMatchObject({ id: anna.id, email: "anna@nitrkl.ac.in" })
    const changed = await served.ask("PATCH", anna.path, { bearer: admin.access, body: { branch: "Admin's choice" } })
    expect(changed.status).toBe(200)
    expect(await profile()).toMatchObject({ branch: "Admin's choice" })
    for (const method of ["GET", "PATCH"]) {
      const response = await served.ask(method, "/users/999/", {
        bearer: admin.access,
        body: method === "GET" ? undefined : {},
      })
      expect([response.status, response.text]).toEqual([404, `{"detail":"Not found."}`])
    }
  })

  test("other accounts are rejected before their body is read", async () => {
    const ben = await enrol(served.ask, "ben")
    const headers = { "content-type": "text/plain" }
    const response = await served.ask("PATCH", anna.path, { bearer: ben.access, body: "{", headers })
    expect(response.status).toBe(403)
  })

  test("changing another account's password requires its current one, from admins as well", async () => {
    const response = await served.ask("PATCH", anna.path, { bearer: admin.access, body: { password: "stolen-pass" } })
    expect(response.json()).toEqual({ current_password: "Current password is required to update the password." })
    const guessed = { password: "stolen-pass", current_password: "wrong-guess" }
    const wrong = await served.ask("PATCH", anna.path, { bearer: admin.access, body: guessed })
    expect(wrong.json()).toEqual({ current_password: "Current password is incorrect." })
  })

  test("a profile has GET and PATCH, the list of users has POST", async () => {
    for (const method of ["PUT", "DELETE", "POST"]) {
      const response = await served.ask(method, anna.path, { bearer: anna.access })
      expect([response.status, response.headers.get("allow")]).toEqual([405, "GET, PATCH, HEAD, OPTIONS"])
      expect(response.text).toBe(`{"detail":"Method \\"${method}\\" not allowed."}`)
    }
    expect((await served.ask("GET", "/users/")).headers.get("allow")).toBe("POST, OPTIONS")
    expect((await served.ask("HEAD", anna.path, { bearer: anna.access })).status).toBe(200)
  })
})

describe("the fields of a profile", () => {
  test("read-only and unknown fields are ignored", async () => {
    const before = await profile()
    const sent = {
      id: 999,
      email: "other@nitrkl.ac.in",
      is_verified: true,
      created_at: "2020-01-01T00:00:00Z",
      updated_at: "2020-01-01T00:00:00Z",
      is_admin: true,
      isAdmin: true,
      username: "root2",
      __proto__: { isAdmin: true },
      bio: "Still me",
    }
    const response = await patch(sent)
    expect(response.status).toBe(200)
    expect(response.json()).toEqual({ ...before, bio: "Still me", updated_at: expect.any(String) })
  })

  test("an empty update changes nothing but the time of the update", async () => {
    const before = await profile()
    const response = await patch({})
    expect([response.status, response.json()]).toEqual([200, { ...before, updated_at: expect.any(String) }])
  })

  test("optional fields may be empty or null and read as null; names may not", async () => {
    await patch({ year: "4th", bio: "Here", roll_no: 42 })
    expect(await profile()).toMatchObject({ year: "4th", bio: "Here", roll_no: "42" })
    const response = await patch({ year: "", bio: null })
    expect(response.json()).toMatchObject({ year: null, bio: null, roll_no: "42" })
    const names = await patch({ first_name: "", last_name: null })
    expect([names.status, names.json()]).toEqual([
      400,
      { first_name: ["This field may not be blank."], last_name: ["This field may not be null."] },
    ])
  })

  test("an empty form field clears a field, but leaves the password unchanged", async () => {
    await patch({ bio: "Here" })
    const response = await patch(form({ bio: "", password: "", current_password: "", first_name: "Ann" }))
    expect([response.status, response.json()]).toEqual([200, expect.objectContaining({ bio: null, first_name: "Ann" })])
    expect((await served.ask("GET", anna.path, { bearer: anna.access })).status).toBe(200)
  })

  test("all errors are reported at once, and nothing changes", async () => {
    const before = await profile()
    const response = await patch({
      first_name: "a".repeat(151),
      year: "a".repeat(21),
      bio: ["no text"],
      password: "short",
      profile_picture: "https://example.com/me.jpg",
      branch: "Changed",
    })
    expect(response.status).toBe(400)
    expect(response.json()).toEqual({
      first_name: ["Ensure this field has no more than 150 characters."],
      year: ["Ensure this field has no more than 20 characters."],
      bio: ["Not a valid string."],
      password: ["Ensure this field has at least 8 characters."],
      profile_picture: ["The submitted data was not a file. Check the encoding type on the form."],
    })
    expect(await profile()).toEqual(before)
  })

  test("length errors that only the domain finds are reported under the wire's field names", async () => {
    // DRF counts characters (20), the database counts UTF-16 code units (40).
    const response = await patch({ year: "👩".repeat(20), phone_number: "👩".repeat(20) })
    expect([response.status, response.json()]).toEqual([
      400,
      {
        year: ["Ensure this field has no more than 20 characters."],
        phone_number: ["Ensure this field has no more than 32 characters."],
      },
    ])
  })

  test("an account of another dialect has a profile too", async () => {
    const rules = { required: [], password: defaultPasswordRule }
    const { account } = await Effect.runPromise(
      served.shop.useCases.register({ username: "carl", password: PASSWORD }, rules),
    )
    const response = await served.ask("GET", `/users/${account.id}/`, { bearer: admin.access })
    expect(response.json()).toMatchObject({ email: null, first_name: "", last_name: "", profile_picture: null })
  })
})

describe("registering", () => {
  test("one of many concurrent registrations with one address succeeds", async () => {
    const responses = await Promise.all(
      Array.from({ length: 20 }, () => served.ask("POST", "/users/", { body: details("racer") })),
    )
    expect(responses.filter(({ status }) => status === 201)).toHaveLength(1)
    for (const response of responses)
      if (response.status !== 201)
        expect([response.status, response.json()]).toEqual([400, { email: ["user with this email already exists."] }])
  })

  test("an invalid address is rejected", async () => {
    const response = await served.ask("POST", "/users/", { body: { ...details("x"), email: "@nitrkl.ac.in" } })
    expect(response.json()).toEqual({ email: ["Enter a valid email address."] })
  })
})
