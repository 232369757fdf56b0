import { describe, expect, test } from "vitest"
import { databases } from "../support/databases.ts"
import { kindOf } from "./shopwright.ts"
import { suiteShop } from "./suite-shop.ts"

describe.each(databases)("the metadata of orders of shopwright, on $name", ({ empty }) => {
  const shop = suiteShop(empty)

  const placeOne = async () => {
    const placed = await shop.mia.call("POST", "orders", { body: { lines: [{ product: 1, quantity: 1 }] } })
    const { id } = placed.json() as { readonly id: number }
    return `orders/${id}`
  }
  const put = (order: string, metadata: unknown, tag = "*") =>
    shop.admin.call("PUT", `${order}/metadata`, { body: { metadata }, headers: { "if-match": tag } })
  const read = (order: string, headers = {}) => shop.admin.call("GET", `${order}/metadata`, { headers })

  test("is replaced and removed by an admin, and the order shows it", async () => {
    const order = await placeOne()
    const before = await shop.mia.call("GET", order)
    const stored = await put(order, { parcel: "RB1", weights: [1, null] })
    expect([stored.status, stored.json()]).toEqual([200, { metadata: { parcel: "RB1", weights: [1, null] } }])
    const shown = await shop.mia.call("GET", order, { headers: { "if-none-match": before.headers.get("etag") ?? "" } })
    expect([shown.status, shown.json()]).toMatchObject([200, stored.json()])
    expect((await put(order, null)).json()).toEqual({ metadata: null })
    expect((await shop.mia.call("GET", order)).text).toBe(before.text)
  })

  test("is changed in one of several edits of one version, whatever the status becomes", async () => {
    const order = await placeOne()
    const none = await read(order)
    const tag = none.headers.get("etag") ?? ""
    const headers = { "if-match": "*" }
    expect((await shop.admin.call("PATCH", order, { body: { status: "paid" }, headers })).status).toBe(200)
    const edits = await Promise.all([1, 2, 3, 4].map((n) => put(order, { n }, tag)))
    const [winner, ...others] = edits.toSorted((a, b) => a.status - b.status)
    expect(winner?.status).toBe(200)
    for (const edit of others) expect(kindOf(edit)).toEqual([412, "edit-conflict"])
    const current = winner?.headers.get("etag") ?? ""
    expect((await read(order, { "if-none-match": current })).status).toBe(304)
    expect((await put(order, null, current)).headers.get("etag")).toBe(tag)
  })

  test("is rejected without a version, outside of its limits, from buyers and for unknown orders", async () => {
    const order = await placeOne()
    const body = { metadata: { n: 1 } }
    const path = `${order}/metadata`
    expect(kindOf(await shop.admin.call("PUT", path, { body }))).toEqual([428, "precondition-required"])
    expect(kindOf(await shop.mia.call("PUT", path, { body, headers: { "if-match": "*" } }))).toEqual([
      403,
      "not-permitted",
    ])
    expect(kindOf(await shop.mia.call("GET", path))).toEqual([403, "not-permitted"])
    expect(kindOf(await put("orders/99999", { n: 1 }))).toEqual([404, "not-found"])
    for (const metadata of [undefined, [], "x", { a: "x".repeat(9000) }])
      expect(kindOf(await put(order, metadata))).toEqual([400, "invalid-request", "/metadata"])
    expect((await read(order)).json()).toEqual({ metadata: null })
  })
})
