import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { databases, type EmptyDatabase } from "../support/databases.ts"
import { type ServedShop, serveShop } from "../support/http.ts"
import { type Buyer, kindOf, newBuyer, newShop } from "./shopwright.ts"

describe.each(databases)("accounts of shopwright, managed by an admin, on $name", ({ empty }) => {
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

  const list = async (query: string) => {
    const response = await admin.call("GET", `accounts${query}`)
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
    expect(kindOf(await admin.call("GET", "accounts?role=x"))).toEqual([400, "invalid-request", "role"])
  })

  test("get and lose the admin role, except the last admin", async () => {
    const set = (account: number, isAdmin: boolean) =>
      admin.call("PUT", `accounts/${account}/admin`, { body: { isAdmin } })
    expect((await set(mia.id, true)).status).toBe(204)
    expect(await names("?isAdmin=true")).toEqual(["mia", "root"])
    expect((await set(mia.id, false)).status).toBe(204)
    expect(kindOf(await set(1, false))).toEqual([409, "last-admin"])
    expect(kindOf(await admin.call("PUT", "accounts/1/active", { body: { isActive: false } }))).toEqual([
      409,
      "last-admin",
    ])
    expect(kindOf(await set(99, true))).toEqual([404, "not-found"])
  })

  test("are deactivated, which ends their sessions, and activated again", async () => {
    const set = (isActive: boolean) => admin.call("PUT", `accounts/${leo.id}/active`, { body: { isActive } })
    expect((await set(false)).status).toBe(204)
    expect(kindOf(await leo.call("GET", "me"))).toEqual([401, "invalid-token"])
    expect(await names("?isActive=false")).toEqual(["leo"])
    expect((await set(true)).status).toBe(204)
    expect(await names("?isActive=false")).toEqual([])
  })

  test("are hidden from buyers", async () => {
    const buyer = await newBuyer(served.ask, "zoe")
    expect(kindOf(await buyer.call("GET", "accounts"))).toEqual([403, "not-permitted"])
    const role = await buyer.call("PUT", `accounts/${buyer.id}/admin`, { body: { isAdmin: true } })
    expect(kindOf(role)).toEqual([403, "not-permitted"])
  })
})
