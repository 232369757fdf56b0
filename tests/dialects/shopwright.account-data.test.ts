import { beforeAll, describe, expect, test } from "vitest"
import { databases } from "../support/databases.ts"
import { kindOf, signIn } from "./shopwright.ts"
import { suiteShop } from "./suite-shop.ts"

describe.each(databases)("what shopwright holds of an account on $name", ({ empty }) => {
  const shop = suiteShop(empty)
  beforeAll(async () => {
    for (const address of ["1 Park Street", "2 Park Street", "1 Park Street"]) {
      const delivery = { address, phone: "12345" }
      const placed = await shop.mia.call("POST", "orders", {
        body: { lines: [{ product: shop.admin.lamp.id, quantity: 1 }], delivery },
      })
      if (placed.status !== 201) throw new Error(placed.text)
    }
  })

  test("an admin sees an account with its sessions and newest orders", async () => {
    const { account, sessions, orders } = (await shop.admin.call("GET", `accounts/${shop.mia.id}/overview`)).json() as {
      readonly account: unknown
      readonly sessions: ReadonlyArray<unknown>
      readonly orders: ReadonlyArray<{ readonly id: number }>
    }
    expect(account).toMatchObject({ id: shop.mia.id, email: shop.mia.email })
    expect(sessions).toHaveLength(1)
    expect(orders.map(({ id }) => id)).toEqual([3, 2, 1])
    expect(kindOf(await shop.mia.call("GET", `accounts/${shop.mia.id}/overview`))).toEqual([403, "not-permitted"])
    expect(kindOf(await shop.admin.call("GET", "accounts/99/overview"))).toEqual([404, "not-found"])
  })

  test("the owner and an admin export the personal data, and other accounts cannot", async () => {
    const own = await shop.mia.call("GET", `accounts/${shop.mia.id}/data`)
    expect(own.headers.get("content-disposition")).toBe(`attachment; filename="account-${shop.mia.id}.json"`)
    expect(own.json()).toMatchObject({
      account: { id: shop.mia.id },
      sessions: [{}],
      orders: [{ id: 1 }, { id: 2 }, { id: 3 }],
      addresses: [
        { address: "1 Park Street", phone: "12345" },
        { address: "2 Park Street", phone: "12345" },
      ],
    })
    expect((await shop.admin.call("GET", `accounts/${shop.mia.id}/data`)).json()).toEqual(own.json())
    expect(kindOf(await shop.leo.call("GET", `accounts/${shop.mia.id}/data`))).toEqual([403, "not-permitted"])
    expect((await shop.leo.call("GET", `accounts/${shop.leo.id}/data`)).json()).toMatchObject({
      orders: [],
      addresses: [],
    })
  })

  test("all sessions are ended by the owner or by an admin, and those of others stay open", async () => {
    const second = await signIn(shop.served.ask, shop.mia.email)
    expect(kindOf(await shop.leo.call("DELETE", `accounts/${shop.mia.id}/sessions`))).toEqual([403, "not-permitted"])
    expect((await shop.admin.call("DELETE", `accounts/${shop.mia.id}/sessions`)).status).toBe(204)
    for (const bearer of [shop.mia.bearer, second.accessToken])
      expect(kindOf(await shop.served.ask("GET", "/v1/me", { bearer }))).toEqual([401, "invalid-token"])
    expect((await shop.leo.call("DELETE", `accounts/${shop.leo.id}/sessions`)).status).toBe(204)
    expect(kindOf(await shop.leo.call("GET", "me"))).toEqual([401, "invalid-token"])
    expect((await shop.admin.call("GET", "me")).status).toBe(200)
  })
})
