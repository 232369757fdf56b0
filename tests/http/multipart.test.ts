import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { details, enrol, type Member } from "../dialects/nitrmart.ts"
import { blankPng } from "../media/png.ts"
import { type ServedShop, serveShop, signInAdmin } from "../support/http.ts"

/** One reader serves all dialects: each body is sent to an endpoint that takes a file, and to one that does not. */
let nitrmart: ServedShop
let backend: ServedShop
let anna: Member
let admin: string

beforeAll(async () => {
  nitrmart = await serveShop({ dialect: "nitrmart" })
  backend = await serveShop()
  anna = await enrol(nitrmart.ask, "anna")
  admin = await signInAdmin(backend)
})
afterAll(async () => {
  await nitrmart?.close()
  await backend?.close()
})

const BROKEN = { detail: "Multipart form parse error - Invalid body or boundary." }
const NOT_UTF8 = { detail: "Multipart form parse error - 'utf-8' codec can't decode the body." }

interface Multipart {
  readonly type?: string
  readonly disposition?: string
  readonly headers?: string
  readonly value?: string | Buffer
  readonly end?: string
}

const part = (field: string, { disposition = `form-data; name="${field}"`, headers = "", value = "Soap" }: Multipart) =>
  Buffer.concat([Buffer.from(`--B\r\nContent-Disposition: ${disposition}\r\n${headers}\r\n`), Buffer.from(value)])

/** Sends one field to each endpoint. `%` in a disposition is replaced by the field's name. */
const sendField = async (multipart: Multipart) => {
  const { type = "multipart/form-data; boundary=B", end = "\r\n--B--\r\n" } = multipart
  const headers = { "content-type": type }
  const bodyOf = (field: string) => {
    const named = multipart.disposition?.replaceAll("%", field)
    return Buffer.concat([
      part(field, { ...multipart, ...(named !== undefined && { disposition: named }) }),
      Buffer.from(end),
    ])
  }
  const patched = await nitrmart.ask("PATCH", anna.path, { bearer: anna.access, body: bodyOf("bio"), headers })
  const path = "/api/products/categories/create/"
  const created = await backend.ask("POST", path, { token: admin, body: bodyOf("name"), headers })
  return [patched, created]
}

describe("one multipart reader for all dialects", () => {
  test.each<[string, Multipart]>([
    ["a part header that ends in a semicolon", { disposition: 'form-data; name="%";', value: "one" }],
    ["a content type that ends in a semicolon", { type: "multipart/form-data; boundary=B;", value: "two" }],
    ["a quoted boundary and other case", { type: 'Multipart/Form-Data; BOUNDARY="B"', value: "three" }],
    ["a name without quotes", { disposition: "form-data; name=%", value: "four" }],
    ["an extended name", { disposition: "form-data; name*=UTF-8''%", value: "five" }],
    ["a charset of UTF-8", { headers: "Content-Type: text/plain; charset=utf-8\r\n", value: "six" }],
    ["a type of bytes without a file name", { headers: "Content-Type: application/octet-stream\r\n", value: "seven" }],
    ["base64", { headers: "Content-Transfer-Encoding: BASE64\r\n", value: "ZWln\r\naHQ=" }],
    ["text before and after the parts", { value: "nine", end: "\r\n--B--\r\nepilogue" }],
  ])("accepts %s", async (_name, multipart) => {
    const stored = String(multipart.value).startsWith("ZWln") ? "eight" : multipart.value
    const [patched, created] = await sendField(multipart)
    expect([patched?.status, patched?.json()]).toEqual([200, expect.objectContaining({ bio: stored })])
    expect([created?.status, created?.json()]).toEqual([201, expect.objectContaining({ name: stored })])
  })

  test.each<[string, Multipart]>([
    ["no name", { disposition: "form-data" }],
    ["a disposition that is not a list of parameters", { disposition: 'form-data; name="%" x' }],
    ["two dispositions", { headers: 'Content-Disposition: form-data; name="x"\r\n' }],
    ["a header without a colon", { headers: "nonsense\r\n" }],
    ["a header that is not UTF-8", { headers: "", disposition: "form-data; name*=latin1'x'%" }],
    ["base64 that is none", { headers: "Content-Transfer-Encoding: base64\r\n", value: "!!!" }],
    ["an encoding that nothing decodes", { headers: "Content-Transfer-Encoding: quoted-printable\r\n" }],
    ["no end", { end: "" }],
    ["a part after the end", { end: '\r\n--B--\r\n--B\r\nContent-Disposition: form-data; name="x"\r\n\r\n1\r\n--B--' }],
    ["another boundary", { type: "multipart/form-data; boundary=C" }],
    ["no boundary", { type: "multipart/form-data" }],
    ["a part of another disposition", { disposition: 'attachment; name="%"' }],
    ["two names", { disposition: 'form-data; name="%"; name="other"' }],
  ])("rejects a body with %s", async (_name, multipart) => {
    for (const response of await sendField(multipart)) expect([response.status, response.json()]).toEqual([400, BROKEN])
  })

  test("ignores unknown fields and files under other names", async () => {
    const body = new FormData()
    body.append("tags[]", "a")
    body.append("tags[]", "b")
    body.set("x".repeat(3000), "long")
    body.set("document", new File(["text"], "a.txt"))
    body.set("bio", "Kept")
    const patched = await nitrmart.ask("PATCH", anna.path, { bearer: anna.access, body })
    expect([patched.status, patched.json()]).toEqual([200, expect.objectContaining({ bio: "Kept" })])
  })

  test("decodes a base64 file", async () => {
    const png = blankPng({ width: 4, height: 4, colourType: 2 }).toString("base64")
    const head = 'form-data; name="profile_picture"; filename="a.png"'
    const body = `--B\r\nContent-Disposition: ${head}\r\nContent-Transfer-Encoding: base64\r\n\r\n${png}\r\n--B--\r\n`
    const headers = { "content-type": "multipart/form-data; boundary=B" }
    const patched = await nitrmart.ask("PATCH", anna.path, { bearer: anna.access, body, headers })
    expect([patched.status, patched.json()]).toEqual([
      200,
      expect.objectContaining({ profile_picture: expect.stringMatching(/\.(png|jpg)$/) }),
    ])
  })
})

describe("bytes that are not UTF-8", () => {
  const bytes = Buffer.from([0x61, 0xff, 0x62])

  test("are a 400 in every part", async () => {
    for (const response of await sendField({ value: bytes }))
      expect([response.status, response.json()]).toEqual([400, NOT_UTF8])
    for (const response of await sendField({
      value: bytes.toString("base64"),
      headers: "Content-Transfer-Encoding: base64\r\n",
    }))
      expect([response.status, response.json()]).toEqual([400, NOT_UTF8])
  })

  test("do not sign in with another password", async () => {
    const user = { username: "anna", email: "anna@example.com", password: "p\ufffdssword" }
    await backend.ask("POST", "/api/users/register/", { body: user })
    const type = "application/x-www-form-urlencoded"
    const signIn = (body: string | Buffer, contentType: string) =>
      backend.ask("POST", "/api/users/login/", { body, headers: { "content-type": contentType } })
    expect((await signIn(`username=anna&password=${encodeURIComponent(user.password)}`, type)).status).toBe(200)
    const multipart = Buffer.concat([
      part("username", { value: "anna" }),
      Buffer.from("\r\n"),
      part("password", { value: Buffer.from("p\xffssword", "latin1") }),
      Buffer.from("\r\n--B--\r\n"),
    ])
    const json = Buffer.from('{"username":"anna","password":"p\xffssword"}', "latin1")
    for (const [body, contentType] of [
      ["username=anna&password=p%FFssword", type],
      [Buffer.from("username=anna&password=p\xffssword", "latin1"), type],
      ["username=anna&password=p%ED%A0%80ssword", type],
      [multipart, "multipart/form-data; boundary=B"],
      [json, "application/json"],
    ] as const)
      expect([body, (await signIn(body, contentType)).status]).toEqual([body, 400])
  })

  test.each([
    "application/json; charset=iso-8859-1",
    "application/x-www-form-urlencoded; charset=windows-1252",
    "multipart/form-data; boundary=B; charset=utf-16",
  ])("are a 400 where another encoding is declared: %s", async (type) => {
    for (const path of ["/api/users/login/", "/api/users/register/"]) {
      const response = await backend.ask("POST", path, { body: "{}", headers: { "content-type": type } })
      expect([response.status, response.text]).toEqual([400, expect.stringContaining("Unsupported charset")])
    }
    const [patched] = await sendField({ headers: "Content-Type: text/plain; charset=iso-8859-1\r\n" })
    expect([patched?.status, patched?.text]).toEqual([400, expect.stringContaining("Unsupported charset")])
  })

  test("do not include percent signs that begin no escape, as in Django", async () => {
    const form = { "content-type": "application/x-www-form-urlencoded; charset=UTF-8" }
    const path = "/api/products/categories/create/"
    const created = await backend.ask("POST", path, { token: admin, body: "name=100%+pure+%zz+%C5%81", headers: form })
    expect([created.status, created.json()]).toEqual([201, expect.objectContaining({ name: "100% pure %zz Ł" })])
  })
})

test("a file input without a chosen file counts as missing", async () => {
  const empty =
    'Content-Disposition: form-data; name="profile_picture"; filename=""\r\nContent-Type: application/octet-stream'
  const fields = Object.entries(details("bob")).map(([name, value]) => part(name, { value }).toString())
  const body = `${fields.join("\r\n")}\r\n--B\r\n${empty}\r\n\r\n\r\n--B--\r\n`
  const headers = { "content-type": "multipart/form-data; boundary=B" }
  expect((await nitrmart.ask("POST", "/users/", { body, headers })).status).toBe(201)
})
