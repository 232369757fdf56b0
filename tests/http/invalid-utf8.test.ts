import express from "express"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { router } from "../../composition/http.ts"
import { client, type ServedShop, serveShop, signUp } from "../support/http.ts"

// A decoder that replaces bytes would make many passwords of one length equal: "p\xffssword" and "p\xfessword".
const PASSWORD = "caf\u00e9-caf\u00e9"
const REPLACED = "p\ufffdssword-p\ufffdssword"

let served: ServedShop
beforeAll(async () => {
  served = await serveShop({ dialect: "all" })
  await served.shop.register({ username: "mia", password: REPLACED })
  await served.shop.register({ username: "zoe", password: PASSWORD })
})
afterAll(() => served.close())

const latin1 = (text: string): Buffer => Buffer.from(text, "latin1")

const multipart = (text: string, header = ""): Buffer =>
  latin1(
    `${["username", "login", "email", "password"]
      .map((name) => `--b\r\nContent-Disposition: form-data; name="${name}"\r\n${header}\r\n${text}\r\n`)
      .join("")}--b--\r\n`,
  )

const WRONG = "p\xffssword-p\xffssword"
const form = "application/x-www-form-urlencoded"
const parts = "multipart/form-data; boundary=b"
const bodies: ReadonlyArray<readonly [string, string, Buffer]> = [
  ["a form with raw bytes", form, latin1(`username=mia&login=mia&email=mia&password=${WRONG}`)],
  ["a form with encoded bytes", form, latin1("username=mia&login=mia&email=mia&password=p%FFssword-p%ffssword")],
  ["a form whose bytes are split over two fields", form, latin1("username=mia%C3&password=%A9")],
  ["a form with a bad name", form, latin1("username=mia&password=x&%FF=1")],
  ["a form in Latin-1", `${form}; charset=ISO-8859-1`, latin1("username=mia&password=p%FF")],
  ["a form in a charset with the same bytes", `${form}; charset="windows-1252"`, latin1("username=mia&password=x")],
  ["multipart", parts, multipart(WRONG)],
  ["multipart in Latin-1", `${parts}; charset=iso-8859-1`, multipart("x")],
  ["a part in Latin-1", parts, multipart(WRONG, "Content-Type: text/plain; charset=iso-8859-1\r\n")],
  ["a part in base64", parts, multipart(latin1(WRONG).toString("base64"), "Content-Transfer-Encoding: base64\r\n")],
  ["JSON", "application/json", latin1(`{"username":"mia","login":"mia","email":"mia","password":"${WRONG}"}`)],
  ["JSON in UTF-16", "application/json; charset=utf-16", Buffer.from("{}", "utf16le")],
  ["JSON in Latin-1", "application/json; charset=iso-8859-1", latin1(`{"username":"mia","password":"caf\xe9"}`)],
]

const signIns = [
  "/ecommerce-backend/api/users/login/",
  "/myecommerce/api/token/",
  "/myecommerce/api/users/login/",
  "/phone-login/api/login/",
  "/webstore/api/login_view/",
  "/nitrmart/users/token/",
]

describe.each(signIns)("%s", (path) => {
  test.each(bodies)("rejects %s", async (_, type, body) => {
    const response = await served.ask("POST", path, { body, headers: { "content-type": type } })
    expect([response.status, response.json()]).toEqual([400, { detail: expect.stringMatching(/utf-8|UTF-8/) }])
  })
})

test.each(["/shopwright/v1/tokens", "/shopwright/v1/sessions"])("%s rejects JSON that is not UTF-8", async (path) => {
  for (const [, type, body] of bodies.filter(([name]) => name.startsWith("JSON"))) {
    const response = await served.ask("POST", path, { body, headers: { "content-type": type } })
    expect([response.status, response.json()]).toMatchObject([400, { detail: expect.stringMatching(/UTF-8/) }])
  }
})

test.each([
  ["a form", form, Buffer.from(`username=zoe&password=${encodeURIComponent(PASSWORD)}`)],
  ["a form that declares UTF-8", `${form};charset="UTF-8";`, Buffer.from(`username=zoe&password=${PASSWORD}`)],
  [
    "multipart",
    parts,
    Buffer.from(multipart("zoe").toString().replace('"password"\r\n\r\nzoe', `"password"\r\n\r\n${PASSWORD}`)),
  ],
])("UTF-8 in %s signs in", async (_, type, body) => {
  const response = await served.ask("POST", signIns[0] ?? "", { body, headers: { "content-type": type } })
  expect(response.status).toBe(200)
})

describe("a host's parser that replaces bytes before the router sees them", () => {
  test.each([
    ["urlencoded", form, latin1(`username=mia&password=${WRONG}`)],
    ["json", "application/json", latin1(`{"username":"mia","password":"${WRONG}"}`)],
  ])("%s", async (_, type, body) => {
    const host = express().use(express.json(), express.urlencoded({ extended: true }))
    host.use(router(served.shop, { dialect: "ecommerce-backend" }))
    const server = host.listen(0, "127.0.0.1")
    await new Promise((resolve) => server.once("listening", resolve))
    const address = server.address()
    const port = typeof address === "object" && address !== null ? address.port : 0
    const ask = client(`http://127.0.0.1:${port}`)
    const response = await ask("POST", "/api/users/login/", { body, headers: { "content-type": type } })
    await signUp(ask, `${type.length}-still-works`)
    server.close()
    expect([response.status, response.json()]).toEqual([400, { detail: expect.stringContaining("utf-8") }])
  })
})
