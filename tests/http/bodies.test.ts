import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { addCategory, addProduct, type ServedShop, serveShop, signInAdmin } from "../support/http.ts"
import { sendRaw } from "../support/raw-http.ts"

let served: ServedShop
let token: string
let soap: number

beforeAll(async () => {
  served = await serveShop({ bodyLimit: 2000 })
  token = await signInAdmin(served)
  const category = await addCategory(served.ask, token, "Skincare")
  soap = await addProduct(served.ask, token, { category, stock: 1000 })
})
afterAll(() => served.close())

const form = { "content-type": "application/x-www-form-urlencoded" }
const order = async (body: string | FormData, headers = {}) =>
  (await served.ask("POST", "/api/orders/", { token, body, headers })).json()
const ordered = (...quantities: ReadonlyArray<number>) =>
  expect.objectContaining({
    items: quantities.map((quantity) => expect.objectContaining({ product: soap, variant: null, quantity })),
  })

describe("forms", () => {
  test.each(["items[0]product", "items[0].product", "items[0][product]"])("name lists as %s", async (name) => {
    const quantity = name.replace("product", "quantity")
    expect(await order(`${name}=${soap}&${quantity}=3`, form)).toEqual(ordered(3))
    const multipart = new FormData()
    multipart.set(name, String(soap))
    multipart.set(quantity, "4")
    expect(await order(multipart)).toEqual(ordered(4))
  })

  test("are ordered by position; the last of several fields with one name counts; an empty text is an empty value", async () => {
    const lines = `items[7]product=${soap}&items[7]quantity=2&items[3]product=${soap}&items[3]variant=`
    expect(await order(`${lines}&items[3]quantity=5&items[3]quantity=1`, form)).toEqual(ordered(1, 2))
  })

  test("report errors by position", async () => {
    expect(await order(`items[0]product=${soap}&items[0]quantity=0`, form)).toEqual({
      items: [{ quantity: ["Ensure this value is greater than or equal to 1."] }],
    })
    expect(await order("items=1", form)).toEqual({
      items: { non_field_errors: ['Expected a list of items but got type "str".'] },
    })
    expect(await order("other=1", form)).toEqual({ items: ["This field is required."] })
  })

  test("ignore the files of a multipart body", async () => {
    const body = new FormData()
    body.set("name", "Perfume")
    body.set("picture", new File(["not a picture"], "picture.png", { type: "image/png" }))
    const response = await served.ask("POST", "/api/products/categories/create/", { token, body })
    expect(response.json()).toEqual({ id: expect.any(Number), name: "Perfume" })
  })

  test.each([
    ["multipart/form-data", "--x--"],
    ["multipart/form-data; boundary=x", "garbage"],
    ["multipart/form-data; boundary=x", '--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n1'],
  ])("%s with a broken body is 400", async (type, body) => {
    expect(await order(body, { "content-type": type })).toEqual({
      detail: "Multipart form parse error - Invalid body or boundary.",
    })
  })
})

describe("JSON", () => {
  const login = (body: string | Uint8Array, headers = {}) => served.ask("POST", "/api/users/login/", { body, headers })

  test("is an empty object when there is no body, whatever the type", async () => {
    const required = { username: ["This field is required."], password: ["This field is required."] }
    for (const type of ["application/json", "text/plain", "application/x-www-form-urlencoded"])
      expect((await login("", { "content-type": type })).json()).toEqual(required)
    expect((await served.ask("POST", "/api/users/login/")).json()).toEqual(required)
  })

  test("may have a charset and a type in any case", async () => {
    expect((await login("{}", { "content-type": "Application/JSON; charset=UTF-8" })).status).toBe(400)
  })

  test.each([
    ["abc", "Expecting value: line 1 column 1 (char 0)"],
    [" ", "Expecting value: line 1 column 2 (char 1)"],
    ['{"a":}', "Expecting value: line 1 column 6 (char 5)"],
    ['{"a": NaN}', "Expecting value: line 1 column 7 (char 6)"],
    ['{"a": -Infinity}', "Expecting value: line 1 column 7 (char 6)"],
    ["[1,]", "Expecting value: line 1 column 4 (char 3)"],
    ["{a: 1}", "Expecting property name enclosed in double quotes: line 1 column 2 (char 1)"],
    ['{\n"a": 1,}', "Expecting property name enclosed in double quotes: line 2 column 8 (char 9)"],
    ['{"a" 1}', "Expecting ':' delimiter: line 1 column 6 (char 5)"],
    ['{"a": [1 2]}', "Expecting ',' delimiter: line 1 column 10 (char 9)"],
    ['{"a": 1', "Expecting ',' delimiter: line 1 column 8 (char 7)"],
    ["{} {}", "Extra data: line 1 column 4 (char 3)"],
    ["01", "Extra data: line 1 column 2 (char 1)"],
    ['"abc', "Unterminated string starting at: line 1 column 1 (char 0)"],
    ['"a\\x"', "Invalid \\escape: line 1 column 3 (char 2)"],
    ['"a\tb"', "Invalid control character at: line 1 column 3 (char 2)"],
    ["[".repeat(1500), "Expecting value: line 1 column 1501 (char 1500)"],
  ])("%j: what is wrong, and where, as Python says it", async (body, message) => {
    const response = await login(body)
    expect(response.status).toBe(400)
    expect(response.json()).toEqual({ detail: `JSON parse error - ${message}` })
  })

  test("must be UTF-8", async () => {
    const response = await login(
      Buffer.concat([Buffer.from('{"username": "'), Buffer.from([0xc3, 0x28]), Buffer.from('"}')]),
    )
    expect(response.status).toBe(400)
    expect(response.json()).toEqual({ detail: "JSON parse error - 'utf-8' codec can't decode the body." })
    expect((await login(Buffer.from("{}", "utf16le"))).status).toBe(400)
  })
})

describe("a body over the limit is a 413", () => {
  const tooLarge = { detail: "Request body exceeds the limit of 2000 bytes." }

  test("when it declares its length", async () => {
    const exact = `{"username": "${"a".repeat(1984)}"}`
    expect((await served.ask("POST", "/api/users/login/", { body: exact })).status).toBe(400)
    const response = await served.ask("POST", "/api/users/login/", { body: `${exact} ` })
    expect(response.status).toBe(413)
    expect(response.json()).toEqual(tooLarge)
  })

  test("after all of it was sent, so that a client that closes afterwards still gets the response", async () => {
    const size = 10 * 1_048_576
    const start =
      "POST /api/users/login/ HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nConnection: close\r\n"
    const response = await sendRaw(served.url, `${start}Content-Length: ${size}\r\n\r\n${" ".repeat(size)}`)
    expect(response).toMatch(/^HTTP\/1\.1 413 /)
    expect(response).toContain(JSON.stringify(tooLarge))
  })

  test("when it comes in chunks; the connection stays usable", async () => {
    const start = "POST /api/users/login/ HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
    const chunk = `3e8\r\n${" ".repeat(1000)}\r\n`
    const next = "GET /api/products/categories/ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
    const body = `${start}Transfer-Encoding: chunked\r\n\r\n${chunk.repeat(200)}0\r\n\r\n`
    const responses = await sendRaw(served.url, body + next)
    expect(responses).toMatch(/^HTTP\/1\.1 413 /)
    expect(responses).toContain(JSON.stringify(tooLarge))
    expect(responses).toContain("HTTP/1.1 200 OK")
  })
})

test("other types are a 415", async () => {
  const headers = { "content-type": "text/plain" }
  const response = await served.ask("POST", "/api/users/login/", { body: "{}", headers })
  expect(response.status).toBe(415)
  expect(response.json()).toEqual({ detail: 'Unsupported media type "text/plain" in request.' })
})
