import { describe, expect, test } from "vitest"
import { databases } from "../support/databases.ts"
import { kindOf } from "./shopwright.ts"
import { suiteShop } from "./suite-shop.ts"

describe.each(databases)("stock of shopwright, on $name", ({ empty }) => {
  const shop = suiteShop(empty)

  test("is added once for each Idempotency-Key", async () => {
    const restock = (quantity: number, key: string) =>
      shop.admin.call("POST", "products/1/restocks", { body: { quantity }, headers: { "idempotency-key": key } })
    const first = await restock(5, "delivery-1")
    expect([first.status, first.json()]).toEqual([201, { stockItem: 1, onHand: 15, reserved: 0 }])
    expect((await restock(5, "delivery-1")).text).toBe(first.text)
    expect((await restock(5, "delivery-2")).json()).toEqual({ stockItem: 1, onHand: 20, reserved: 0 })
    expect(kindOf(await restock(6, "delivery-1"))).toEqual([422, "idempotency-key-reused"])
    expect(kindOf(await restock(5, "a b"))).toEqual([400, "invalid-request", "Idempotency-Key"])
  })

  test("is set to a count, which is not below what orders hold", async () => {
    const count = (counted: unknown, reason?: string) =>
      shop.admin.call("POST", "products/1/stock-takes", { body: { counted, ...(reason !== undefined && { reason }) } })
    await shop.mia.call("POST", "orders", { body: { lines: [{ product: 1, quantity: 4 }] } })
    const taken = await count(18, "Two were damaged")
    expect([taken.status, taken.json()]).toEqual([201, { stockItem: 1, onHand: 18, reserved: 4 }])
    expect((await count(18)).text).toBe(taken.text)
    expect(kindOf(await count(3))).toEqual([409, "count-below-reserved", "/counted"])
    for (const wrong of [-1, 1.5, "2", 2_147_483_648])
      expect(kindOf(await count(wrong))).toEqual([400, "invalid-request", "/counted"])
  })

  test("has a history, newest first, in pages", async () => {
    const page = async (query: string) => {
      const response = await shop.admin.call("GET", `stock-items/1/movements${query}`)
      return response.json() as { readonly items: ReadonlyArray<object>; readonly next: string | null }
    }
    const newest = await page("?limit=1")
    expect(newest.items).toMatchObject([{ kind: "shrinkage", quantity: 2, reason: "Two were damaged", order: null }])
    const rest = await page(`?limit=10&after=${newest.next}`)
    expect(rest.items).toMatchObject([
      { kind: "restock", quantity: 5 },
      { kind: "restock", quantity: 5 },
      { kind: "restock", quantity: 10, account: 1 },
    ])
    expect(rest.next).toBeNull()
    expect(await page("")).toEqual({ items: [...newest.items, ...rest.items], next: null })
  })

  test("that is running out is listed", async () => {
    const listed = await shop.admin.call("GET", "low-stock")
    const product = { id: 2, name: shop.admin.shade.name }
    expect(listed.json()).toEqual({
      items: [
        { stockItem: 2, onHand: 3, reserved: 0, product, variant: { id: 1, size: "M", color: "red" }, threshold: 5 },
        { stockItem: 3, onHand: 4, reserved: 0, product, variant: { id: 2, size: "L", color: "blue" }, threshold: 5 },
      ],
      next: null,
    })
    expect((await shop.admin.call("GET", "low-stock?limit=1")).headers.get("link")).toMatch(/rel="next"/)
  })

  test("is for admins", async () => {
    for (const [method, path] of [
      ["GET", "low-stock"],
      ["GET", "stock-items/1/movements"],
      ["POST", "products/1/stock-takes"],
      ["POST", "products/1/restocks"],
    ] as const) {
      const body = method === "POST" ? { body: {} } : {}
      expect(kindOf(await shop.mia.call(method, path, body))).toEqual([403, "not-permitted"])
    }
  })
})
