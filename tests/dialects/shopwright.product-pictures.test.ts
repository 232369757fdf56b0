import { afterAll, beforeAll, expect, test } from "vitest"
import { plain } from "../media/support.ts"
import { type ServedShop, serveShop } from "../support/http.ts"
import { type Buyer, kindOf, newBuyer, newShop } from "./shopwright.ts"

let served: ServedShop
let admin: Awaited<ReturnType<typeof newShop>>
let mia: Buyer

beforeAll(async () => {
  served = await serveShop({ dialect: "shopwright" })
  admin = await newShop(served)
  mia = await newBuyer(served.ask, "mia")
})
afterAll(() => served.close())

interface Shown {
  readonly pictures: ReadonlyArray<{ readonly id: string; readonly url: string; readonly alt: string }>
}

const upload = (bytes: Uint8Array, alt?: string): FormData => {
  const body = new FormData()
  body.set("picture", new File([new Uint8Array(bytes)], "picture"))
  if (alt !== undefined) body.set("alt", alt)
  return body
}
const png = async () => new Uint8Array(await plain(9, 9).png().toBuffer())
const add = async (alt?: string) => admin.call("POST", "products/1/pictures", { body: upload(await png(), alt) })
const shown = async (path = "/v1/products/1") => (await served.ask("GET", path)).json() as Shown

test("pictures are added, shown with absolute URLs, ordered, described and removed", async () => {
  const first = await add("the front")
  const [front] = (first.json() as Shown).pictures
  expect([first.status, front]).toEqual([
    201,
    { id: front?.id, url: `${served.url}/v1/pictures/${front?.id}`, alt: "the front" },
  ])
  expect(first.headers.get("location")).toBe(`/v1/pictures/${front?.id}`)
  expect((await fetch(front?.url ?? "")).headers.get("content-type")).toBe("image/jpeg")
  const second = await add()
  const pictures = (second.json() as Shown).pictures
  expect(pictures.map(({ alt }) => alt)).toEqual(["the front", ""])
  expect((await shown()).pictures).toEqual(pictures)
  const { items } = (await served.ask("GET", "/v1/products")).json() as { readonly items: ReadonlyArray<Shown> }
  expect(items.map((product) => product.pictures)).toEqual([pictures, []])

  const [, back] = pictures
  const arranged = [{ id: back?.id, alt: "the back" }, { id: front?.id }]
  const stale = { "if-match": first.headers.get("etag") ?? "" }
  const edit = (body: object, headers: Record<string, string>) => admin.call("PATCH", "products/1", { body, headers })
  expect(kindOf(await edit({ pictures: arranged }, stale))).toEqual([412, "edit-conflict"])
  const edited = await edit({ pictures: arranged }, { "if-match": second.headers.get("etag") ?? "" })
  expect([edited.status, (edited.json() as Shown).pictures.map(({ alt }) => alt)]).toEqual([
    200,
    ["the back", "the front"],
  ])
  const any = { "if-match": "*" }
  expect(kindOf(await edit({ pictures: [{ id: "x" }] }, any))).toEqual([400, "invalid-request", "/pictures"])
  const twice = { pictures: [{ id: front?.id }, { id: front?.id }] }
  expect(kindOf(await edit(twice, any))).toEqual([400, "invalid-request", "/pictures/1"])

  const path = `products/1/pictures/${front?.id}`
  expect((await admin.call("DELETE", path)).status).toBe(204)
  expect(kindOf(await admin.call("DELETE", path))).toEqual([404, "not-found"])
  expect((await fetch(front?.url ?? "")).status).toBe(404)
  expect((await edit({ isArchived: true }, any)).json()).toMatchObject({ pictures: [{ alt: "the back" }] })
  expect((await edit({ isArchived: false }, any)).status).toBe(200)
})

test("uploads are refused clearly", async () => {
  const path = "products/1/pictures"
  expect(kindOf(await mia.call("POST", path, { body: upload(await png()) }))).toEqual([403, "not-permitted"])
  for (const [bytes, limit] of [
    [5_000_001, "A file has at most 5000000 bytes."],
    [20_000_000, "A body has at most 6048576 bytes."],
  ] as const) {
    const refused = await admin.call("POST", path, { body: upload(new Uint8Array(bytes)) })
    expect([kindOf(refused), refused.json()]).toEqual([
      [413, "body-too-large"],
      expect.objectContaining({ detail: limit }),
    ])
  }
  const none = upload(new TextEncoder().encode("no picture"))
  expect(kindOf(await admin.call("POST", path, { body: none }))).toEqual([400, "picture-refused", "/picture"])
  const described = upload(await png(), "x".repeat(501))
  expect(kindOf(await admin.call("POST", path, { body: described }))).toEqual([400, "invalid-request", "/alt"])
  const form = new FormData()
  form.set("alt", "nothing")
  expect(kindOf(await admin.call("POST", path, { body: form }))).toEqual([400, "invalid-request", "/picture"])
  expect(kindOf(await admin.call("POST", path, { body: {} }))).toEqual([415, "unsupported-media-type"])
  const unknown = await admin.call("POST", "products/99/pictures", { body: upload(await png()) })
  expect(kindOf(unknown)).toEqual([404, "not-found"])
  expect(kindOf(await admin.call("DELETE", "products/1/pictures/x"))).toEqual([404, "not-found"])
})

test("a product has at most 20 pictures", async () => {
  const { pictures } = await shown("/v1/products/2")
  expect(pictures).toEqual([])
  const body = async () => ({ body: upload(await png()) })
  for (let i = 0; i < 20; i++) expect((await admin.call("POST", "products/2/pictures", await body())).status).toBe(201)
  expect(kindOf(await admin.call("POST", "products/2/pictures", await body()))).toEqual([409, "too-many-pictures"])
})
