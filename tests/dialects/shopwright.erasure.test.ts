import { describe, expect, test } from "vitest"
import { databases } from "../support/databases.ts"
import { type Buyer, kindOf, newBuyer, PASSWORD } from "./shopwright.ts"
import { suiteShop } from "./suite-shop.ts"

describe.each(databases)("erasing an account of shopwright on $name", ({ empty }) => {
  const shop = suiteShop(empty)

  const place = async (buyer: Buyer): Promise<number> => {
    const delivery = { address: "1 Park Street", phone: "12345" }
    const lines = [{ product: shop.admin.lamp.id, quantity: 1 }]
    const placed = await buyer.call("POST", "orders", { body: { lines, delivery } })
    expect(placed.status).toBe(201)
    return (placed.json() as { readonly id: number }).id
  }

  test("the owner erases the account with the password, and the orders remain", async () => {
    const order = await place(shop.mia)
    const erase = (body: object) => shop.mia.call("POST", "me/erasure", { body })
    expect(kindOf(await erase({}))).toEqual([400, "invalid-request", "/currentPassword"])
    expect(kindOf(await erase({ currentPassword: "wrong" }))).toEqual([403, "wrong-password", "/currentPassword"])
    expect((await erase({ currentPassword: PASSWORD })).status).toBe(204)
    expect(kindOf(await shop.mia.call("GET", "me"))).toEqual([401, "invalid-token"])
    expect((await shop.admin.call("GET", `orders/${order}`)).json()).toMatchObject({
      id: order,
      account: shop.mia.id,
      username: null,
      delivery: null,
      status: "created",
    })
    expect(kindOf(await shop.admin.call("GET", `accounts/${shop.mia.id}`))).toEqual([404, "not-found"])
    expect((await shop.admin.call("GET", "accounts?text=mia")).json()).toMatchObject({ items: [] })
    expect((await newBuyer(shop.served.ask, "mia")).id).not.toBe(shop.mia.id)
  })

  test("an admin erases any other account, again without an effect", async () => {
    const order = await place(shop.leo)
    const path = `accounts/${shop.leo.id}`
    expect(kindOf(await shop.leo.call("DELETE", path))).toEqual([403, "not-permitted"])
    for (let i = 0; i < 2; i++) expect((await shop.admin.call("DELETE", path)).status).toBe(204)
    expect(kindOf(await shop.leo.call("GET", "me"))).toEqual([401, "invalid-token"])
    expect((await shop.admin.call("GET", `orders/${order}`)).json()).toMatchObject({ username: null, delivery: null })
    expect(kindOf(await shop.admin.call("DELETE", "accounts/999999"))).toEqual([404, "not-found"])
    expect(kindOf(await shop.admin.call("DELETE", "accounts/1"))).toEqual([403, "wrong-password"])
    const own = await shop.admin.call("POST", "me/erasure", { body: { currentPassword: "test12345" } })
    expect(kindOf(own)).toEqual([409, "last-admin"])
  })
})
