import { Effect } from "effect"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { PasswordsBusy } from "../../application/ports/password-hasher.ts"
import { databases, type EmptyDatabase } from "../support/databases.ts"
import { type ServedShop, serveShop } from "../support/http.ts"
import { newVisitor, PASSWORD, stocked, visitor } from "./webstore.ts"

const notSignedIn = `{"detail":"Authentication credentials were not provided."}`

describe.each(databases)("the behaviour of webstore, on $name", ({ empty }) => {
  let database: EmptyDatabase
  let served: ServedShop
  let shop: Awaited<ReturnType<typeof stocked>>

  beforeAll(async () => {
    database = await empty()
    served = await serveShop({ database: database.option, dialect: "all" })
    shop = await stocked(served)
  })
  afterAll(async () => {
    await served?.close()
    await database?.drop()
  })

  const base = "/webstore/api"

  test("a hundred concurrent refreshes of one token have one successor, and no client is signed out", async () => {
    const ann = await newVisitor(served.ask, "ann", base)
    const headers = {
      cookie: [...ann.jar].map(([name, value]) => `${name}=${value}`).join("; "),
      "x-csrftoken": ann.jar.get("csrftoken") ?? "",
    }
    const responses = await Promise.all(
      Array.from({ length: 100 }, () => served.ask("POST", `${base}/refresh_token/`, { headers })),
    )
    expect(new Set(responses.map(({ status }) => status))).toEqual(new Set([200]))
    const successors = new Set(
      responses.map(({ headers }) => headers.getSetCookie().find((c) => c.startsWith("refresh"))),
    )
    expect(successors.size).toBe(1)
    ann.jar.set("refreshtoken", /=([^;]*)/.exec([...successors][0] ?? "")?.[1] ?? "")
    expect((await ann.refresh()).status).toBe(200)
    expect((await ann.get("get_order")).status).toBe(200)
  })

  test("an order placed here is visible to the admin in ecommerce-backend, and uses the same stock", async () => {
    const lamp = await shop.add(5)
    const bob = await newVisitor(served.ask, "bob", base)
    const { id } = (await bob.order([{ product_id: lamp.id, amount: 2 }])).json() as { readonly id: number }
    const elsewhere = "/ecommerce-backend/api"
    const login = await served.ask("POST", `${elsewhere}/users/login/`, {
      body: { username: "root", password: PASSWORD },
    })
    const { token } = login.json() as { readonly token: string }
    const orders = (await served.ask("GET", `${elsewhere}/orders/`, { token })).json() as ReadonlyArray<{ id: number }>
    expect(orders.find((order) => order.id === id)).toMatchObject({ user_name: "bob", items: [{ quantity: 2 }] })
    const products = (await served.ask("GET", `${elsewhere}/products/`)).json() as ReadonlyArray<{ id: number }>
    expect(products.find((product) => product.id === lamp.id)).toMatchObject({ stock: 3 })

    // An account of this dialect signs in there, and an order placed there is listed here, without an address.
    const there = await served.ask("POST", `${elsewhere}/users/login/`, {
      body: { username: "bob", password: PASSWORD },
    })
    const items = [{ product: lamp.id, quantity: 3 }]
    await served.ask("POST", `${elsewhere}/orders/`, {
      token: (there.json() as { readonly token: string }).token,
      body: { items },
    })
    expect((await bob.get("get_order")).json()).toMatchObject([{ id }, { address: null, phone: null, total: 37.5 }])
    expect((await bob.order([{ product_id: lamp.id, amount: 1 }])).json()).toEqual({
      error: "items[0].amount: Only 0 left in stock, 1 requested.",
    })
  })

  test("the cookie of a mounted dialect is sent to its own path only", async () => {
    const carl = visitor(served.ask, base)
    await carl.register("carl")
    const response = await carl.logIn("carl")
    expect(response.headers.getSetCookie().join()).toContain("Path=/webstore/api/refresh_token;")
  })

  test("a token of an ended session is rejected everywhere, and so is another dialect's cookie", async () => {
    const dora = await newVisitor(served.ask, "dora", base)
    const { account } = await Effect.runPromise(
      served.shop.useCases.authenticateAccess(dora.access(), { dialects: ["webstore"] }),
    )
    const sessions = await Effect.runPromise(served.shop.useCases.listSessions(account))
    for (const { id } of sessions) await Effect.runPromise(served.shop.useCases.endSession(account, id))
    for (const response of [await dora.refresh(), await dora.get("get_order"), await dora.get("get_all_products")]) {
      expect(response.status).toBe(403)
      expect(response.text).toBe(notSignedIn)
    }
  })
})

describe("the responses of webstore when the shop is busy", () => {
  test("throttling and a full queue have DRF's messages", async () => {
    const busy = Effect.fail(new PasswordsBusy({ retryAfterSeconds: 3 }))
    const served = await serveShop({ dialect: "webstore", instead: { register: () => busy } })
    try {
      const registered = await visitor(served.ask).register("ann")
      expect(registered.status).toBe(503)
      expect(registered.headers.get("retry-after")).toBe("3")
      await stocked(served)
      let last = await visitor(served.ask).logIn("root", "wrong")
      for (let i = 0; i < 50 && last.status === 403; i++) last = await visitor(served.ask).logIn("root", "wrong")
      expect(last.status).toBe(429)
      expect(last.text).toMatch(/^\{"detail":"Request was throttled\. Expected available in \d+ seconds?\."\}$/)
    } finally {
      await served.close()
    }
  })
})
