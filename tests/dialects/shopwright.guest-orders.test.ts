import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { openMailbox } from "../../adapters/mail/in-memory.ts"
import { eventually } from "../../adapters/testing/eventually.ts"
import { databases, type EmptyDatabase } from "../support/databases.ts"
import { type ServedShop, serveShop } from "../support/http.ts"
import { type Buyer, kindOf, newBuyer, newShop } from "./shopwright.ts"

const delivery = { address: "1 Park Street", phone: "12345" }

describe.each(databases)("guest orders of shopwright on $name", ({ empty }) => {
  let database: EmptyDatabase
  let served: ServedShop
  let admin: Awaited<ReturnType<typeof newShop>>
  let mia: Buyer
  const { mailer, mails } = openMailbox()

  beforeAll(async () => {
    database = await empty()
    const options = { guestOrders: true, mail: { mailer, passwordUrl: "https://shop.example/account" } }
    served = await serveShop({ dialect: "shopwright", database: database.option, options })
    admin = await newShop(served)
    mia = await newBuyer(served.ask, "mia")
  })
  afterAll(async () => {
    await served?.close()
    await database?.drop()
  })

  const place = (body: object, headers: Readonly<Record<string, string>> = {}) =>
    served.ask("POST", "/v1/guest-orders", {
      headers,
      body: {
        ...{ email: "MIA@example.com", firstName: "Mia", delivery },
        lines: [{ product: admin.lamp.id, quantity: 1 }],
        ...body,
      },
    })

  test("are placed without signing in, once per key", async () => {
    const key = { "idempotency-key": "checkout-1" }
    const placed = await place({}, key)
    expect([placed.status, placed.headers.get("cache-control")]).toEqual([201, "no-store"])
    expect(placed.json()).toMatchObject({ username: null, delivery, status: "created" })
    expect((await place({}, key)).json()).toEqual(placed.json())
    expect(kindOf(await place({ delivery: { address: "x" } }, key))).toEqual([422, "idempotency-key-reused"])
    expect(kindOf(await place({ email: "mia" }))).toEqual([400, "invalid-request", "/email"])
    expect(kindOf(await place({ firstName: " " }))).toEqual([400, "invalid-request", "/firstName"])
    expect(kindOf(await place({ delivery: undefined }))).toEqual([400, "invalid-request", "/delivery"])
  })

  test("are claimed by an account with the same verified address, and listed among its own", async () => {
    expect(kindOf(await mia.call("POST", "me/guest-orders/claim"))).toEqual([409, "email-not-verified"])
    await mia.call("POST", "email-verifications")
    await eventually("there is a mail", () => mails.length === 1)
    const token = mails[0]?.link.split("Token=")[1]
    expect((await mia.call("POST", "email-verifications/complete", { body: { token } })).status).toBe(204)
    expect((await mia.call("POST", "me/guest-orders/claim")).json()).toEqual({ guests: 1 })
    const { items } = (await mia.call("GET", "orders")).json() as { readonly items: ReadonlyArray<{ id: number }> }
    expect(items).toMatchObject([{ username: null, delivery }])
    expect((await mia.call("GET", `orders/${items[0]?.id}`)).status).toBe(200)
    expect((await mia.call("POST", `orders/${items[0]?.id}/cancellation`)).status).toBe(200)
  })
})

test("a shop does not allow guest orders by default", async () => {
  const served = await serveShop({ dialect: "shopwright" })
  const { lamp } = await newShop(served)
  const body = { email: "mia@example.com", firstName: "Mia", delivery, lines: [{ product: lamp.id, quantity: 1 }] }
  expect(kindOf(await served.ask("POST", "/v1/guest-orders", { body }))).toEqual([403, "guests-not-allowed"])
  await served.close()
})
