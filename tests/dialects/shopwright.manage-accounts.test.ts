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

  test("have metadata, which admins set and the person sees", async () => {
    const eva = await newBuyer(shop.served.ask, "eva")
    const own = await eva.call("GET", "me")
    expect(own.json()).toMatchObject({ metadata: null })
    const set = (tag: string | undefined, metadata: unknown, as = shop.admin.call) =>
      as("PUT", `accounts/${eva.id}/metadata`, {
        body: { metadata },
        ...(tag !== undefined && { headers: { "If-Match": tag } }),
      })
    const tag = own.headers.get("etag") ?? ""
    const crm = { crm: { id: "C-7", since: 2019 }, b: 1, a: null }
    expect(kindOf(await set(undefined, crm))).toEqual([428, "precondition-required"])
    expect(kindOf(await set(tag, crm, eva.call))).toEqual([403, "not-permitted"])
    const changed = await set(tag, crm)
    expect([changed.status, changed.json()]).toMatchObject([200, { username: "eva", metadata: crm }])
    expect(kindOf(await set(tag, {}))).toEqual([412, "edit-conflict"])
    const seen = await eva.call("GET", "me")
    expect(seen.text).toContain(JSON.stringify(crm))
    expect(seen.headers.get("etag")).toBe(changed.headers.get("etag"))
    const data = (await eva.call("GET", `accounts/${eva.id}/data`)).json()
    expect(data).toMatchObject({ account: { metadata: crm } })
    expect((await list("?text=eva")).items).toMatchObject([{ metadata: crm }])
    for (const wrong of [7, [], "x", undefined, { a: "\0" }, JSON.parse('{"__proto__":{}}')])
      expect(kindOf(await set("*", wrong))).toEqual([400, "invalid-request", "/metadata"])
    const edited = await eva.call("PATCH", "me", {
      body: { profile: { bio: "soap" }, metadata: {} },
      headers: { "If-Match": "*" },
    })
    expect(edited.status).toBe(400)
    expect((await set("*", null)).json()).toMatchObject({ metadata: null })
  })

  test("are hidden from buyers", async () => {
    const buyer = await newBuyer(shop.served.ask, "zoe")
    expect(kindOf(await buyer.call("GET", "accounts"))).toEqual([403, "not-permitted"])
    const role = await buyer.call("PUT", `accounts/${buyer.id}/admin`, { body: { isAdmin: true } })
    expect(kindOf(role)).toEqual([403, "not-permitted"])
  })
})
