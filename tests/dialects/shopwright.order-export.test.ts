import { once } from "node:events"
import { Deferred, Effect, Option, Stream } from "effect"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import type { OrderList } from "../../application/order/list-orders.ts"
import type { BuyerOrder } from "../../application/ports/orders.ts"
import { OrderId } from "../../domain/order/order.ts"
import { databases, type EmptyDatabase } from "../support/databases.ts"
import { type Asking, type ServedShop, serveShop } from "../support/http.ts"
import { open } from "../support/raw-http.ts"
import { type Buyer, kindOf, newBuyer, newShop } from "./shopwright.ts"

const HEADER =
  "order,status,createdAt,updatedAt,account,username,address,phone,line,product,variant,quantity,price,amount,currency,adjustment,label,includedAmount"
const TIME = "[-\\d]+T[\\d:.]+Z"

describe.each(databases)("the export of orders of shopwright, on $name", ({ empty }) => {
  let database: EmptyDatabase
  let served: ServedShop
  let admin: Awaited<ReturnType<typeof newShop>>
  let mia: Buyer

  beforeAll(async () => {
    database = await empty()
    served = await serveShop({ dialect: "shopwright", database: database.option })
    admin = await newShop(served)
    mia = await newBuyer(served.ask, "mia")
    const address = '=HYPERLINK("http://evil.example","x")\nsecond, line'
    const orders = [
      { lines: [{ product: 1, quantity: 2 }], delivery: { address, phone: "+491701234567" } },
      {
        lines: [
          { product: 2, variant: 2, quantity: 1 },
          { product: 1, quantity: 1 },
        ],
      },
      { lines: [{ product: 1, quantity: 1 }], delivery: { address: " \uff1d1+1", phone: "" } },
    ]
    for (const body of orders) expect((await mia.call("POST", "orders", { body })).status).toBe(201)
  })
  afterAll(async () => {
    await served?.close()
    await database?.drop()
  })

  const exported = (query: string, asking: Asking = {}) => admin.call("GET", `orders/export${query}`, asking)

  test("is CSV with one row for each line, and no text that a spreadsheet executes", async () => {
    const csv = await exported("?format=csv&sort=oldest")
    expect([csv.status, csv.headers.get("content-type"), csv.headers.get("content-disposition")]).toEqual([
      200,
      "text/csv; charset=utf-8",
      'attachment; filename="orders.csv"',
    ])
    const start = (order: number) => `${order},created,T,T,${mia.id},"mia",`
    expect(csv.text.replaceAll(new RegExp(TIME, "g"), "T")).toBe(
      [
        HEADER,
        `${start(1)}"'=HYPERLINK(""http://evil.example"",""x"")\nsecond, line","'+491701234567",1,1,,2,12.50,25.00,USD,,,`,
        `${start(2)},,2,2,2,1,12.50,12.50,USD,,,`,
        `${start(2)},,3,1,,1,12.50,12.50,USD,,,`,
        `${start(3)}"' \uff1d1+1",,4,1,,1,12.50,12.50,USD,,,`,
        "",
      ].join("\r\n"),
    )
  })

  test("is NDJSON with the orders of the list, under the same conditions", async () => {
    for (const query of [
      "",
      "&product=2",
      "&sort=oldest",
      "&status=paid",
      `&account=${mia.id}`,
      "&placedBefore=2020-01-01T00:00Z",
    ]) {
      const listed = (await admin.call("GET", `orders?limit=100${query}`)).json() as { readonly items: unknown }
      const ndjson = await exported(`?format=ndjson${query}`)
      expect(ndjson.headers.get("content-type")).toBe("application/x-ndjson")
      expect(
        ndjson.text
          .split("\n")
          .slice(0, -1)
          .map((line) => JSON.parse(line) as unknown),
      ).toEqual(listed.items)
    }
  })

  test("has the format that the client accepts", async () => {
    const types = async (accept: string) => {
      const response = await exported("?status=paid", { headers: { accept } })
      return [response.headers.get("content-type"), response.headers.get("vary")]
    }
    expect(await types("application/x-ndjson, text/csv;q=0.5")).toEqual([
      "application/x-ndjson",
      expect.stringContaining("Accept"),
    ])
    expect(await types("text/csv")).toEqual(["text/csv; charset=utf-8", expect.stringContaining("Accept")])
    expect((await types("*/*"))[0]).toBe("text/csv; charset=utf-8")
    expect(kindOf(await exported("", { headers: { accept: "image/png" } }))).toEqual([406, "not-acceptable"])
    expect((await exported("?format=csv", { headers: { accept: "image/png" } })).status).toBe(200)
  })

  test("is for admins, and knows the conditions of the list only", async () => {
    expect(kindOf(await mia.call("GET", "orders/export"))).toEqual([403, "not-permitted"])
    expect(kindOf(await served.ask("GET", "/v1/orders/export"))).toEqual([401, "not-authenticated"])
    expect(kindOf(await exported("?format=xml&limit=5"))).toEqual([400, "invalid-request", "limit", "format"])
  })

  test("is an async iterable in the library, longer than one chunk", async () => {
    const account = await served.shop.register({ username: "many", password: "a-long-password" })
    if (!account.ok) throw new Error("not registered")
    const { shop } = served
    const root = { ...account.value.account, isAdmin: true }
    await shop.restock(root, { product: 1 as never, quantity: 500 })
    const placed: Array<number> = []
    for (let i = 0; i < 405; i++) {
      const order = await shop.placeOrder(account.value.account, { lines: [{ product: 1 as never, quantity: 1 }] })
      if (order.ok) placed.push(order.value.id)
    }
    const found = await shop.exportOrders(root, { owner: account.value.account.id, sort: "oldest" })
    if (!found.ok) throw found.error
    const ids: Array<number> = []
    for await (const { id } of found.value) ids.push(id)
    expect([placed.length, ids]).toEqual([405, placed])
    expect(await shop.exportOrders(account.value.account)).toMatchObject({ ok: false, error: { _tag: "NotPermitted" } })
  })
})

test("a client that disconnects ends the reading of an endless export", async () => {
  const finished = Deferred.makeUnsafe<void>()
  const chunk = (start: number) =>
    Array.from(
      { length: 400 },
      (_, i): BuyerOrder => ({
        ...{
          id: OrderId(start + i),
          account: 1 as never,
          username: null,
          status: "created",
          delivery: null,
          metadata: null,
          lines: [],
          adjustments: [],
        },
        ...{ createdAt: new Date(0), updatedAt: new Date(0) },
      }),
    )
  const rest = Stream.paginate(1, (n) => Effect.succeed([chunk(n * 400), Option.some(n + 1)] as const)).pipe(
    Stream.ensuring(Deferred.succeed(finished, undefined)),
  )
  const endless: OrderList = { first: chunk(0), rest }
  const served = await serveShop({ dialect: "shopwright", instead: { exportOrders: () => Effect.succeed(endless) } })
  const { bearer } = await newShop(served)
  const socket = open(served.url)
  socket.write(`GET /v1/orders/export?format=ndjson HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${bearer}\r\n\r\n`)
  const [bytes] = (await once(socket, "data")) as [Buffer]
  expect(bytes.toString()).toContain('{"id":0,')
  socket.resetAndDestroy()
  await Effect.runPromise(Deferred.await(finished))
  await served.close()
})
