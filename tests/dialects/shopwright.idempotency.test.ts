import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { databases, type EmptyDatabase } from "../support/databases.ts"
import { type HttpResponse, type ServedShop, serveShop } from "../support/http.ts"
import { kindOf, newShop } from "./shopwright.ts"

const PNG = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII=",
  "base64",
)

interface ShownProduct {
  readonly id: number
  readonly name: string
  readonly pictures: ReadonlyArray<{ readonly url: string }>
}

describe.each(databases)("the Idempotency-Key of shopwright, on $name", ({ empty }) => {
  let database: EmptyDatabase
  let media: string
  let served: ServedShop
  let admin: Awaited<ReturnType<typeof newShop>>

  beforeAll(async () => {
    database = await empty()
    media = await mkdtemp(join(tmpdir(), "shopwright-pictures-"))
    served = await serveShop({ dialect: "shopwright", database: database.option, options: { media } })
    admin = await newShop(served)
  })
  afterAll(async () => {
    await served?.close()
    await database?.drop()
    await rm(media, { recursive: true, force: true })
  })

  const post = (path: string, body: unknown, key: string) =>
    admin.call("POST", path, { body, headers: { "idempotency-key": key } })
  const edit = (path: string, body: unknown) => admin.call("PATCH", path, { body, headers: { "if-match": "*" } })
  const idOf = (response: HttpResponse) => (response.json() as { readonly id: number }).id
  const names = async (path: string) => {
    const { items } = (await admin.call("GET", `${path}?limit=1000`)).json() as {
      readonly items: ReadonlyArray<{ readonly name: string }>
    }
    return items.map(({ name }) => name)
  }
  const mug = { name: "Mug", price: { amount: "4.50", currency: "USD" }, category: 1, stock: 3 }

  test("creates one product, which a repeat shows as it is now", async () => {
    const first = await post("products", mug, "mug")
    expect(first.status).toBe(201)
    expect((await post("products", mug, "mug")).text).toBe(first.text)
    await edit(`products/${idOf(first)}`, { name: "Cup", isArchived: true })
    const repeated = await post("products", mug, "mug")
    expect(repeated.json()).toMatchObject({ id: idOf(first), name: "Cup", isArchived: true })
    expect([repeated.status, repeated.headers.get("location")]).toEqual([201, `/v1/products/${idOf(first)}`])
    expect(kindOf(await post("products", { ...mug, stock: 4 }, "mug"))).toEqual([422, "idempotency-key-reused"])
    expect(kindOf(await post("products", mug, "a b"))).toEqual([400, "invalid-request", "Idempotency-Key"])
    expect(idOf(await post("products", mug, "another"))).not.toBe(idOf(first))
  })

  test("creates one category, also for concurrent requests", async () => {
    const ends = await Promise.all(Array.from({ length: 8 }, () => post("categories", { name: "Tea" }, "tea")))
    expect(ends.map(({ status, text }) => [status, text])).toEqual(Array(8).fill([201, ends[0]?.text]))
    expect((await names("categories")).filter((name) => name === "Tea")).toEqual(["Tea"])
    await admin.call("PUT", `categories/${idOf(ends[0] as HttpResponse)}`, { body: { name: "Black tea" } })
    expect((await post("categories", { name: "Tea" }, "tea")).text).toBe(ends[0]?.text)
    expect(kindOf(await post("categories", { name: "Coffee" }, "tea"))).toEqual([422, "idempotency-key-reused"])
    expect(kindOf(await post("categories", { name: "Black tea" }, "new"))).toEqual([409, "name-taken", "/name"])
    await admin.call("PUT", `categories/${idOf(ends[0] as HttpResponse)}`, { body: { name: "Green tea" } })
    expect((await post("categories", { name: "Black tea" }, "new")).status).toBe(201)
  })

  test("creates one product for concurrent requests", async () => {
    const pot = { ...mug, name: "Pot" }
    const ends = await Promise.all(Array.from({ length: 8 }, () => post("products", pot, "pot")))
    expect(ends.map(({ status, text }) => [status, text])).toEqual(Array(8).fill([201, ends[0]?.text]))
    expect((await names("products")).filter((name) => name === "Pot")).toEqual(["Pot"])
  })

  test("adds one picture, also for concurrent requests, and stores one file", async () => {
    const { id } = admin.lamp
    const add = (key: string, alt: string) => {
      const form = new FormData()
      form.set("picture", new Blob([PNG]), "a.png")
      form.set("alt", alt)
      return post(`products/${id}/pictures`, form, key)
    }
    const ends = await Promise.all(Array.from({ length: 4 }, () => add("front", "The front")))
    expect(ends.map(({ status, text }) => [status, text])).toEqual(Array(4).fill([201, ends[0]?.text]))
    const [location, ...others] = ends.map(({ headers }) => headers.get("location"))
    expect(others).toEqual([location, location, location])
    const second = await add("back", "The back")
    const repeated = await add("front", "The front")
    expect([repeated.text, repeated.headers.get("location")]).toEqual([second.text, location])
    const { pictures } = repeated.json() as ShownProduct
    expect(pictures.map(({ url }) => new URL(url).pathname)).toEqual([location, second.headers.get("location")])
    expect(kindOf(await add("front", "Another text"))).toEqual([422, "idempotency-key-reused"])
    await edit(`products/${id}`, { pictures: [] })
    expect((await add("front", "The front")).json()).toMatchObject({ pictures: [] })
  })

  test("counts stock once, so that a late retry does not undo a shipment", async () => {
    const count = (key: string, counted: number) =>
      post(`products/${admin.lamp.id}/stock-takes`, { counted, reason: "Stock-take" }, key)
    const [same, less] = [await count("same", 10), await count("less", 8)]
    expect([same.json(), less.json()]).toMatchObject([{ onHand: 10 }, { onHand: 8 }])
    await admin.call("POST", `products/${admin.lamp.id}/restocks`, { body: { quantity: 1 } })
    expect([(await count("same", 10)).text, (await count("less", 8)).text]).toEqual([same.text, less.text])
    expect((await admin.call("GET", `products/${admin.lamp.id}/stock`)).json()).toMatchObject({
      items: [{ onHand: 9 }],
    })
    expect(kindOf(await count("less", 7))).toEqual([422, "idempotency-key-reused"])
  })
})
