import { randomBytes } from "node:crypto"
import { once } from "node:events"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { blankPng } from "../media/png.ts"
import { plain, textured } from "../media/support.ts"
import { type ServedShop, serveShop } from "../support/http.ts"
import { open, sendRaw } from "../support/raw-http.ts"
import { details, enrol, form, type Member, mediaFolder, pictureOf } from "./nitrmart.ts"

let media: Awaited<ReturnType<typeof mediaFolder>>
let served: ServedShop
let anna: Member
let jpeg: Buffer

beforeAll(async () => {
  media = await mediaFolder()
  served = await serveShop({ dialect: "nitrmart", options: { media: media.folder } })
  anna = await enrol(served.ask, "anna")
  jpeg = await textured(60, 40).jpeg().toBuffer()
})
afterAll(async () => {
  await served?.close()
  await media?.drop()
})

const INVALID = "Upload a valid image. The file you uploaded was either not an image or a corrupted image."
const TOO_LONG = "Ensure this file has at most 5000000 bytes."
const svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'

let strangers = 0

/** Expects DRF's error at registration and at profile updates, and no file on the disk. */
const expectRefused = async (bytes: Uint8Array, name: string, status: number, message: string): Promise<void> => {
  const stranger = details(`stranger${++strangers}`)
  const before = await served.ask("GET", anna.path, { bearer: anna.access })
  for (const response of [
    await served.ask("PATCH", anna.path, { bearer: anna.access, body: form({ bio: "Lost" }, bytes, name) }),
    await served.ask("POST", "/users/", { body: form(stranger, bytes, name) }),
  ])
    expect([response.status, response.json()]).toEqual([status, { profile_picture: [message] }])
  expect(await media.files()).toEqual([])
  expect((await served.ask("GET", anna.path, { bearer: anna.access })).text).toBe(before.text)
  expect((await served.ask("POST", "/users/token/", { body: stranger })).status).toBe(401)
}

describe("what is not a picture", () => {
  test.each([
    ["a script named .jpg", "#!/bin/sh\nrm -rf /\n", "user.jpg"],
    ["SVG", svg, "user.svg"],
    ["SVG in disguise", `GIF89a${svg}`, "user.gif"],
    ["a page", "<!doctype html><script>alert(1)</script>", "user.html"],
  ])("%s", (_, text, name) => expectRefused(Buffer.from(text), name, 400, INVALID))

  test("a truncated picture", () => expectRefused(jpeg.subarray(0, jpeg.length / 2), "user.jpg", 400, INVALID))

  test("an empty file", () => expectRefused(Buffer.alloc(0), "user.jpg", 400, "The submitted file is empty."))

  test("a decompression bomb of 200 megapixels", () => {
    const bomb = blankPng({ width: 20_000, height: 10_000, colourType: 2 })
    const message = "Ensure this image has at most 25000000 pixels (it is 20000 by 10000)."
    return expectRefused(bomb, "user.png", 400, message)
  })

  test("a file one byte above the limit", () => expectRefused(randomBytes(5_000_001), "user.jpg", 413, TOO_LONG))

  test("50 MB, with a declared length and in chunks", async () => {
    const declared = await served.ask("POST", "/users/", { body: form({}, randomBytes(50_000_000)) })
    expect([declared.status, declared.json()]).toEqual([
      413,
      { detail: "Request body exceeds the limit of 6048576 bytes." },
    ])
    const start = "POST /users/ HTTP/1.1\r\nHost: x\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n"
    const part = 'Content-Disposition: form-data; name="profile_picture"; filename="a.jpg"'
    const head = `--x\r\n${part}\r\n\r\n`
    const chunk = Buffer.alloc(1_000_000, "a")
    const size = chunk.length.toString(16)
    const chunks = Array.from({ length: 50 }, () => [Buffer.from(`${size}\r\n`), chunk, Buffer.from("\r\n")]).flat()
    const bytes = Buffer.concat([
      Buffer.from(`${start}Content-Type: multipart/form-data; boundary=x\r\n\r\n`),
      Buffer.from(`${head.length.toString(16)}\r\n${head}\r\n`),
      ...chunks,
      Buffer.from("9\r\n\r\n--x--\r\n\r\n0\r\n\r\n"),
    ])
    const response = await sendRaw(served.url, bytes)
    expect(response).toMatch(/^HTTP\/1\.1 413 /)
    expect(response).toContain('{"detail":"Request body exceeds the limit of 6048576 bytes."}')
    expect(await media.files()).toEqual([])
  })

  test("a body of many gigabytes is rejected by its declared length", async () => {
    const head = "POST /users/ HTTP/1.1\r\nHost: x\r\nContent-Type: multipart/form-data; boundary=x\r\n"
    const response = await sendRaw(served.url, `${head}Connection: close\r\nContent-Length: 9000000000\r\n\r\n--x`)
    expect(response).toMatch(/^HTTP\/1\.1 413 /)
    expect(response).toContain('{"detail":"Request body exceeds the limit of')
  })
})

describe("pictures with additional content", () => {
  test.each([
    ["a picture with a page behind it", () => Buffer.concat([jpeg, Buffer.from("<script>alert(1)</script>")])],
    [
      "a picture with PHP in its metadata",
      () =>
        plain(9, 9)
          .withExif({ IFD0: { Copyright: "<?php evil() ?>" } })
          .jpeg()
          .toBuffer(),
    ],
  ])("%s is re-encoded, without its other contents", async (_, make) => {
    const response = await served.ask("PATCH", anna.path, { bearer: anna.access, body: form({}, await make()) })
    expect(response.status).toBe(200)
    const kept = await served.ask("GET", new URL(pictureOf(response) ?? "").pathname)
    expect(kept.headers.get("content-type")).toBe("image/jpeg")
    expect(kept.headers.get("x-content-type-options")).toBe("nosniff")
    expect(kept.text).not.toMatch(/script|php/i)
    await served.ask("PATCH", anna.path, { bearer: anna.access, body: { profile_picture: null } })
    expect(await media.files()).toEqual([])
  })
})

describe("file names are ignored", () => {
  test.each([
    "../../../etc/cron.d/x.jpg",
    "..\\..\\x.jpg",
    "/etc/passwd",
    "a".repeat(3000),
    "x.php",
    ".",
    "%2e%2e%2f",
    'a"b\r\nc',
  ])("%j", async (name) => {
    const response = await served.ask("PATCH", anna.path, { bearer: anna.access, body: form({}, jpeg, name) })
    expect(response.status).toBe(200)
    const kept = new URL(pictureOf(response) ?? "").pathname
    expect(kept).toMatch(/^\/media\/profile_pictures\/[0-9a-f]{32}\.jpg$/)
    expect(await media.files()).toEqual([kept.split("/").at(-1)])
  })

  test("a name with NUL is rejected", async () => {
    await served.ask("PATCH", anna.path, { bearer: anna.access, body: { profile_picture: null } })
    const raw = Buffer.concat([
      Buffer.from('--x\r\nContent-Disposition: form-data; name="profile_picture"; filename="a\0.jpg"\r\n\r\n'),
      jpeg,
      Buffer.from("\r\n--x--\r\n"),
    ])
    const headers = { "content-type": "multipart/form-data; boundary=x" }
    const response = await served.ask("PATCH", anna.path, { bearer: anna.access, body: raw, headers })
    expect(response.status).toBe(400)
    expect(response.json()).toEqual({ detail: "Multipart form parse error - Invalid body or boundary." })
    expect(await media.files()).toEqual([])
  })
})

describe("forms", () => {
  const send = (body: FormData | string, headers = {}) =>
    served.ask("PATCH", anna.path, { bearer: anna.access, body, headers })

  test("accept one picture, and ignore files under other names", async () => {
    const two = form({}, jpeg)
    two.append("profile_picture", new File([new Uint8Array(jpeg)], "b.jpg"))
    const response = await send(two)
    expect([response.status, response.json()]).toEqual([400, { profile_picture: ["Send one file only."] }])
    const other = form({ bio: "Kept" })
    other.set("first_name", new File(["Eve"], "name.txt"))
    expect((await send(other)).json()).toMatchObject({ bio: "Kept", first_name: "John", profile_picture: null })
    expect(await media.files()).toEqual([])
  })

  test("have limits on the number of fields and the length of a text", async () => {
    const many = new FormData()
    for (let i = 0; i < 4001; i++) many.set(`field${i}`, "x")
    expect([(await send(many)).status, (await send(many)).json()]).toEqual([
      400,
      { detail: "Multipart form parse error - Too many parts." },
    ])
    const long = await send(form({ bio: "a".repeat(70_000) }))
    expect([long.status, long.json()]).toEqual([400, { bio: ["Ensure this field has no more than 2000 characters."] }])
  })

  test.each([
    ["multipart/form-data", "--x--"],
    ["multipart/form-data; boundary=x", "garbage"],
    ["multipart/form-data; boundary=x", '--x\r\nContent-Disposition: form-data; name="bio"\r\n\r\n1'],
  ])("%s with a broken body is 400", async (type, body) => {
    const response = await send(body, { "content-type": type })
    expect([response.status, response.json()]).toEqual([
      400,
      { detail: "Multipart form parse error - Invalid body or boundary." },
    ])
  })

  test("a picture in JSON is rejected", async () => {
    const response = await served.ask("POST", "/users/", { body: { ...details("x"), profile_picture: "<file>" } })
    expect(response.json()).toEqual({
      profile_picture: ["The submitted data was not a file. Check the encoding type on the form."],
    })
  })

  test("a registration that fails at its last step leaves no picture", async () => {
    const response = await served.ask("POST", "/users/", { body: form(details("anna"), jpeg) })
    expect(response.json()).toEqual({ email: ["user with this email already exists."] })
    expect(await media.files()).toEqual([])
  })

  test("many clients that disconnect in the middle of their file do not affect others", async () => {
    for (let i = 0; i < 40; i++) {
      const socket = open(served.url)
      await once(socket, "connect")
      socket.write("POST /users/ HTTP/1.1\r\nHost: x\r\nContent-Type: multipart/form-data; boundary=x\r\n")
      socket.write('Content-Length: 100000\r\n\r\n--x\r\nContent-Disposition: form-data; name="profile_picture"; ')
      socket.write('filename="a.jpg"\r\n\r\nabc')
      socket.resetAndDestroy()
      await once(socket, "close")
    }
    // More clients than are served at once have disconnected, and none of them keeps a place.
    expect((await send(form({ bio: "Here" }))).status).toBe(200)
    expect(served.log()).not.toContain("defect")
    expect(await media.files()).toEqual([])
  })
})
