import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { databases, type EmptyDatabase } from "../support/databases.ts"
import { type ServedShop, serveShop } from "../support/http.ts"
import { type Buyer, kindOf, newBuyer, newShop, signIn } from "./shopwright.ts"

describe.each(databases)("what shopwright holds of an account on $name", ({ empty }) => {
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
    for (const address of ["1 Park Street", "2 Park Street", "1 Park Street"]) {
      const delivery = { address, phone: "12345" }
      const placed = await mia.call("POST", "orders", {
        body: { lines: [{ product: admin.lamp.id, quantity: 1 }], delivery },
      })
      if (placed.status !== 201) throw new Error(placed.text)
    }
  })
  afterAll(async () => {
    await served?.close()
    await database?.drop()
  })

  test("an admin sees an account with its sessions and newest orders", async () => {
    const { account, sessions, orders } = (await admin.call("GET", `accounts/${mia.id}/overview`)).json() as {
      readonly account: unknown
      readonly sessions: ReadonlyArray<unknown>
      readonly orders: ReadonlyArray<{ readonly id: number }>
    }
    expect(account).toMatchObject({ id: mia.id, email: mia.email })
    expect(sessions).toHaveLength(1)
    expect(orders.map(({ id }) => id)).toEqual([3, 2, 1])
    expect(kindOf(await mia.call("GET", `accounts/${mia.id}/overview`))).toEqual([403, "not-permitted"])
    expect(kindOf(await admin.call("GET", "accounts/99/overview"))).toEqual([404, "not-found"])
  })

  test("the owner and an admin export the personal data, and nobody else does", async () => {
    const own = await mia.call("GET", `accounts/${mia.id}/data`)
    expect(own.headers.get("content-disposition")).toBe(`attachment; filename="account-${mia.id}.json"`)
    expect(own.json()).toMatchObject({
      account: { id: mia.id },
      sessions: [{}],
      orders: [{ id: 1 }, { id: 2 }, { id: 3 }],
      addresses: [
        { address: "1 Park Street", phone: "12345" },
        { address: "2 Park Street", phone: "12345" },
      ],
    })
    expect((await admin.call("GET", `accounts/${mia.id}/data`)).json()).toEqual(own.json())
    expect(kindOf(await leo.call("GET", `accounts/${mia.id}/data`))).toEqual([403, "not-permitted"])
    expect((await leo.call("GET", `accounts/${leo.id}/data`)).json()).toMatchObject({ orders: [], addresses: [] })
  })

  test("all sessions are ended by the owner or by an admin, and those of others stay open", async () => {
    const second = await signIn(served.ask, mia.email)
    expect(kindOf(await leo.call("DELETE", `accounts/${mia.id}/sessions`))).toEqual([403, "not-permitted"])
    expect((await admin.call("DELETE", `accounts/${mia.id}/sessions`)).status).toBe(204)
    for (const bearer of [mia.bearer, second.accessToken])
      expect(kindOf(await served.ask("GET", "/v1/me", { bearer }))).toEqual([401, "invalid-token"])
    expect((await leo.call("DELETE", `accounts/${leo.id}/sessions`)).status).toBe(204)
    expect(kindOf(await leo.call("GET", "me"))).toEqual([401, "invalid-token"])
    expect((await admin.call("GET", "me")).status).toBe(200)
  })
})
