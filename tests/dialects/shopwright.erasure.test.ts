import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { databases, type EmptyDatabase } from "../support/databases.ts"
import { type ServedShop, serveShop } from "../support/http.ts"
import { type Buyer, kindOf, newBuyer, newShop, PASSWORD } from "./shopwright.ts"

describe.each(databases)("erasing an account of shopwright on $name", ({ empty }) => {
  let database: EmptyDatabase
  let served: ServedShop
  let admin: Awaited<ReturnType<typeof newShop>>
  let mia: Buyer
  let leo: Buyer

  beforeAll(async () => {
    database = await empty()
    served = await serveShop({ dialect: "shopwright", database: database.option })
    admin = await newShop(served)
    mia = await newBuyer(served.ask, "mia")
    leo = await newBuyer(served.ask, "leo")
  })
  afterAll(async () => {
    await served?.close()
    await database?.drop()
  })

  const place = async (buyer: Buyer): Promise<number> => {
    const delivery = { address: "1 Park Street", phone: "12345" }
    const lines = [{ product: admin.lamp.id, quantity: 1 }]
    const placed = await buyer.call("POST", "orders", { body: { lines, delivery } })
    expect(placed.status).toBe(201)
    return (placed.json() as { readonly id: number }).id
  }

  test("the owner erases the account with the password, and the orders remain", async () => {
    const order = await place(mia)
    const erase = (body: object) => mia.call("POST", "me/erasure", { body })
    expect(kindOf(await erase({}))).toEqual([400, "invalid-request", "/currentPassword"])
    expect(kindOf(await erase({ currentPassword: "wrong" }))).toEqual([403, "wrong-password", "/currentPassword"])
    expect((await erase({ currentPassword: PASSWORD })).status).toBe(204)
    expect(kindOf(await mia.call("GET", "me"))).toEqual([401, "invalid-token"])
    expect((await admin.call("GET", `orders/${order}`)).json()).toMatchObject({
      id: order,
      account: mia.id,
      username: null,
      delivery: null,
      status: "created",
    })
    expect(kindOf(await admin.call("GET", `accounts/${mia.id}`))).toEqual([404, "not-found"])
    expect((await admin.call("GET", "accounts?text=mia")).json()).toMatchObject({ items: [] })
    expect((await newBuyer(served.ask, "mia")).id).not.toBe(mia.id)
  })

  test("an admin erases any other account, again without an effect", async () => {
    const order = await place(leo)
    const path = `accounts/${leo.id}`
    expect(kindOf(await leo.call("DELETE", path))).toEqual([403, "not-permitted"])
    for (let i = 0; i < 2; i++) expect((await admin.call("DELETE", path)).status).toBe(204)
    expect(kindOf(await leo.call("GET", "me"))).toEqual([401, "invalid-token"])
    expect((await admin.call("GET", `orders/${order}`)).json()).toMatchObject({ username: null, delivery: null })
    expect(kindOf(await admin.call("DELETE", "accounts/999999"))).toEqual([404, "not-found"])
    expect(kindOf(await admin.call("DELETE", "accounts/1"))).toEqual([403, "wrong-password"])
    const own = await admin.call("POST", "me/erasure", { body: { currentPassword: "test12345" } })
    expect(kindOf(own)).toEqual([409, "last-admin"])
  })
})
