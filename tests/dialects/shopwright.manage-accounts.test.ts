import { describe, expect, test } from "vitest"
import { databases } from "../support/databases.ts"
import { kindOf, newBuyer } from "./shopwright.ts"
import { suiteShop } from "./suite-shop.ts"

describe.each(databases)("accounts of shopwright, managed by an admin, on $name", ({ empty }) => {
  const shop = suiteShop(empty)

  const list = async (query: string) => {
    const response = await shop.admin.call("GET", `accounts${query}`)
    expect(response.status).toBe(200)
    return response.json() as {
      readonly items: ReadonlyArray<{ readonly username: string }>
      readonly next: string | null
    }
  }
  const names = async (query: string) => (await list(query)).items.map(({ username }) => username)

  test("are listed, newest first, in pages", async () => {
    expect(await names("")).toEqual(["leo", "mia", "root"])
    const first = await list("?limit=2")
    expect(await names(`?limit=2&after=${first.next}`)).toEqual(["root"])
  })

  test("are searched by words and filtered", async () => {
    expect(await names("?text=MI")).toEqual(["mia"])
    expect(await names("?isAdmin=true")).toEqual(["root"])
    expect(await names("?isAdmin=false&text=example.com")).toEqual(["leo", "mia"])
    expect(await names(`?id=${shop.mia.id},1,99`)).toEqual(["mia", "root"])
    expect(await names("?id=99")).toEqual([])
    for (const id of ["", "1,", "0", "x", Array(101).fill("1").join()])
      expect(kindOf(await shop.admin.call("GET", `accounts?id=${id}`))).toEqual([400, "invalid-request", "id"])
    expect(kindOf(await shop.admin.call("GET", "accounts?role=x"))).toEqual([400, "invalid-request", "role"])
  })

  test("get and lose the admin role, except the last admin", async () => {
    const set = (account: number, isAdmin: boolean) =>
      shop.admin.call("PUT", `accounts/${account}/admin`, { body: { isAdmin } })
    expect((await set(shop.mia.id, true)).status).toBe(204)
    expect(await names("?isAdmin=true")).toEqual(["mia", "root"])
    expect((await set(shop.mia.id, false)).status).toBe(204)
    expect(kindOf(await set(1, false))).toEqual([409, "last-admin"])
    expect(kindOf(await shop.admin.call("PUT", "accounts/1/active", { body: { isActive: false } }))).toEqual([
      409,
      "last-admin",
    ])
    expect(kindOf(await set(99, true))).toEqual([404, "not-found"])
  })

  test("are deactivated, which ends their sessions, and activated again", async () => {
    const set = (isActive: boolean) => shop.admin.call("PUT", `accounts/${shop.leo.id}/active`, { body: { isActive } })
    expect((await set(false)).status).toBe(204)
    expect(kindOf(await shop.leo.call("GET", "me"))).toEqual([401, "invalid-token"])
    expect(await names("?isActive=false")).toEqual(["leo"])
    expect((await set(true)).status).toBe(204)
    expect(await names("?isActive=false")).toEqual([])
  })

  test("are hidden from buyers", async () => {
    const buyer = await newBuyer(shop.served.ask, "zoe")
    expect(kindOf(await buyer.call("GET", "accounts"))).toEqual([403, "not-permitted"])
    const role = await buyer.call("PUT", `accounts/${buyer.id}/admin`, { body: { isAdmin: true } })
    expect(kindOf(role)).toEqual([403, "not-permitted"])
  })
})
