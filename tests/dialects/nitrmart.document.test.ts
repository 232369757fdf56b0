import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { plain } from "../media/support.ts"
import { databases, type EmptyDatabase } from "../support/databases.ts"
import { type ServedShop, serveShop } from "../support/http.ts"
import { CHALLENGE, claimsOf, compact, lifetimeOf, type Pair, pairOf } from "./jwt.ts"
import { enrol, form, type Member, mediaFolder, pictureOf, registration, signIn } from "./nitrmart.ts"

// Requests and responses are those of the document, byte for byte. Names of pictures and times are replaced by ours.
const moments = /"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{6})?Z)"/g

describe.each(databases)("the document of nitrmart, on $name", ({ empty }) => {
  let database: EmptyDatabase
  let media: Awaited<ReturnType<typeof mediaFolder>>
  let served: ServedShop
  let member: Member

  const pictureUrl = () => new RegExp(`^${served.url}/media/profile_pictures/[0-9a-f]{32}\\.jpg$`)

  beforeAll(async () => {
    database = await empty()
    media = await mediaFolder()
    const options = { media: media.folder }
    served = await serveShop({ database: database.option, dialect: "nitrmart", options })
  })
  afterAll(async () => {
    await served?.close()
    await media?.drop()
    await database?.drop()
  })

  test("1. Register a New User, with a picture", async () => {
    const body = form(registration, await plain(40, 30).jpeg().toBuffer())
    const response = await served.ask("POST", "/users/", { body })
    expect(response.status).toBe(201)
    const url = pictureOf(response) ?? ""
    expect(url).toMatch(pictureUrl())
    expect(response.text.replace(url, "http://127.0.0.1:8000/media/profile_pictures/user.jpg")).toBe(
      compact(`{
        "email": "user@nitrkl.ac.in",
        "first_name": "John",
        "last_name": "Doe",
        "year": "2nd",
        "branch": "Biotechnology",
        "roll_no": "123456",
        "phone_number": "1234567890",
        "bio": "Short bio",
        "profile_picture": "http://127.0.0.1:8000/media/profile_pictures/user.jpg"
      }`),
    )
    const picture = await served.ask("GET", new URL(url).pathname)
    expect([picture.status, picture.headers.get("content-type")]).toEqual([200, "image/jpeg"])
  })

  test("2. Login", async () => {
    const body = `{
      "email": "user@nitrkl.ac.in",
      "password": "your_password"
    }`
    const document = `{
      "refresh": "<refresh_token>",
      "access": "<access_token>"
    }`
    const response = await served.ask("POST", "/users/token/", { body })
    const pair = pairOf(response, document, "<refresh_token>", "<access_token>")
    expect(claimsOf(pair.access)).toMatchObject({ token_type: "access", user_id: 1 })
    member = { ...pair, id: 1, path: "/users/1/" }
  })

  test("Notes: access tokens last 60 minutes, refresh tokens 7 days", async () => {
    expect(lifetimeOf(member.access)).toBe(60 * 60)
    expect(lifetimeOf(member.refresh)).toBe(7 * 24 * 60 * 60)
  })

  test("2. Login: error response", async () => {
    for (const body of [
      { email: "user@nitrkl.ac.in", password: "not_your_password" },
      { email: "nobody@nitrkl.ac.in", password: "your_password" },
      { email: "user", password: "your_password" },
    ]) {
      const response = await served.ask("POST", "/users/token/", { body })
      expect(response.status).toBe(401)
      expect(response.headers.get("www-authenticate")).toBe(CHALLENGE)
      expect(response.text).toBe(
        compact(`{
          "detail": "No active account found with the given credentials"
        }`),
      )
    }
  })

  test("3. Refresh Token", async () => {
    const response = await served.ask("POST", "/users/token/refresh/", { body: { refresh: member.refresh } })
    expect(response.status).toBe(200)
    const { access } = response.json() as Pair
    expect(response.text.replace(access, "<new_access_token>")).toBe(
      compact(`{
        "access": "<new_access_token>"
      }`),
    )
    expect((await served.ask("GET", member.path, { bearer: access })).status).toBe(200)
  })

  test("3. Refresh Token: error response", async () => {
    for (const refresh of ["<refresh_token>", member.access]) {
      const response = await served.ask("POST", "/users/token/refresh/", { body: { refresh } })
      expect(response.status).toBe(401)
      expect(response.headers.get("www-authenticate")).toBe(CHALLENGE)
      expect(response.text).toBe(
        compact(`{
          "detail": "Token is invalid or expired",
          "code": "token_not_valid"
        }`),
      )
    }
  })

  const profile = `{
    "id": 1,
    "email": "user@nitrkl.ac.in",
    "first_name": "Jane",
    "last_name": "Doe",
    "year": "3rd",
    "branch": "ECE",
    "roll_no": "123456",
    "phone_number": "9876543210",
    "bio": "Updated bio",
    "profile_picture": "http://your-domain.com/media/profile_pictures/user.jpg",
    "is_verified": false,
    "created_at": "2024-06-01T08:30:00Z",
    "updated_at": "2024-06-12T09:00:00Z"
  }`

  test("4. Update Profile, with a new picture and a new password; the old picture is removed", async () => {
    const before = pictureOf(await served.ask("GET", member.path, { bearer: member.access })) ?? ""
    const update = {
      first_name: "Jane",
      last_name: "Doe",
      year: "3rd",
      branch: "ECE",
      roll_no: "123456",
      phone_number: "9876543210",
      bio: "Updated bio",
      password: "new_password",
      current_password: "your_password",
    }
    const body = form(update, await plain(30, 40).jpeg().toBuffer())
    const response = await served.ask("PATCH", member.path, { bearer: member.access, body })
    expect(response.status).toBe(200)
    const url = pictureOf(response) ?? ""
    expect(url).toMatch(pictureUrl())
    expect(url).not.toBe(before)
    const [created = "", updated = ""] = [...response.text.matchAll(moments)].map(([, moment]) => moment)
    expect(Date.parse(updated)).toBeGreaterThan(Date.parse(created))
    expect(
      response.text
        .replace(url, "http://your-domain.com/media/profile_pictures/user.jpg")
        .replace(created, "2024-06-01T08:30:00Z")
        .replace(updated, "2024-06-12T09:00:00Z"),
    ).toBe(compact(profile))
    expect((await served.ask("GET", new URL(before).pathname)).status).toBe(404)
    expect(await media.files()).toEqual([url.split("/").at(-1)])

    // The new password ended the sessions of the old one.
    expect((await served.ask("GET", member.path, { bearer: member.access })).status).toBe(401)
    member = await signIn(served.ask, "user@nitrkl.ac.in", "new_password")
    expect((await served.ask("GET", member.path, { bearer: member.access })).text).toBe(response.text)
  })

  test("4. Update Profile: missing and incorrect current password", async () => {
    const patch = (body: unknown) => served.ask("PATCH", member.path, { bearer: member.access, body })
    const missing = await patch({ password: "other_password" })
    expect(missing.status).toBe(400)
    expect(missing.text).toBe(
      compact(`{
        "current_password": "Current password is required to update the password."
      }`),
    )
    const incorrect = await patch({ password: "other_password", current_password: "your_password", bio: "Lost" })
    expect(incorrect.status).toBe(400)
    expect(incorrect.text).toBe(
      compact(`{
        "current_password": "Current password is incorrect."
      }`),
    )
    const after = await served.ask("GET", member.path, { bearer: member.access })
    expect(after.json()).toMatchObject({ bio: "Updated bio" })
  })

  test("4. Get or Update Profile: unauthorized", async () => {
    for (const method of ["GET", "PATCH"]) {
      const response = await served.ask(method, member.path)
      expect(response.status).toBe(401)
      expect(response.headers.get("www-authenticate")).toBe(CHALLENGE)
      expect(response.text).toBe(
        compact(`{
          "detail": "Authentication credentials were not provided."
        }`),
      )
    }
  })

  test("4. Get or Update Profile: forbidden", async () => {
    const other = await enrol(served.ask, "other")
    for (const [method, path] of [
      ["GET", member.path],
      ["PATCH", member.path],
      ["GET", "/users/999/"],
    ] as const) {
      const response = await served.ask(method, path, { bearer: other.access })
      expect(response.status).toBe(403)
      expect(response.text).toBe(
        compact(`{
          "detail": "You do not have permission to perform this action."
        }`),
      )
    }
  })
})
