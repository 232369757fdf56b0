import { createHmac } from "node:crypto"
import { Ajv2020 } from "ajv/dist/2020.js"
import { default as addFormats } from "ajv-formats"
import { describe, expect, onTestFinished, test } from "vitest"
import { openApiDocument } from "../../adapters/http/openapi/document.ts"
import { isPublic } from "../../adapters/webhooks/endpoint.ts"
import { makeDialect } from "../../composition/dialects.ts"
import { openShop, type Shop, type WebhookEndpoint } from "../../composition/index.ts"
import { operator } from "../../domain/account/actor.ts"
import { databases } from "../support/databases.ts"
import { eventually } from "../support/load.ts"
import { accept, type Received, type Receiver, startReceiver } from "../support/webhook-receiver.ts"

const KEY = Buffer.alloc(32, 7)
const OTHER_KEY = Buffer.alloc(24, 9)
const secretOf = (key: Buffer) => `whsec_${key.toString("base64")}`
const SECRET = secretOf(KEY)

const signature = (key: Buffer, { signed }: Received) =>
  `v1,${createHmac("sha256", key).update(signed).digest("base64")}`

const catalog = {
  categories: [{ name: "Bath" }],
  products: [{ name: "Soap", description: "", price: "3.00", category: "Bath", stock: 50 }],
}

const open = async (
  { url }: Receiver,
  settings: Partial<WebhookEndpoint> = {},
  database: Parameters<typeof openShop>[0]["database"] = "memory",
) => {
  const failures: Array<string> = []
  const shop = await openShop({
    ...{ database, passwordCost: 4 },
    webhooks: [{ url, secret: SECRET, allowPrivate: true, retrySeconds: 0.02, name: "test", ...settings }],
    onBackgroundError: (fault) => failures.push(String(fault)),
  })
  onTestFinished(shop.close)
  return { shop, failures }
}

const stock = async (shop: Shop) => {
  await shop.importCatalog(operator, catalog)
  const mia = await shop.register({ username: "mia", password: "a-long-password" })
  const [soap] = await shop.listProducts()
  if (!mia.ok || soap === undefined) throw new Error("the shop is not stocked")
  const { account } = mia.value
  const admin = { ...account, isAdmin: true }
  const place = async () => {
    const placed = await shop.placeOrder(account, { lines: [{ product: soap.id, quantity: 1 }] })
    if (!placed.ok) throw new Error(placed.error._tag)
    return placed.value.id
  }
  return { admin, soap, place }
}

/** What was received about each order, in order and without repetitions. */
const steps = (received: ReadonlyArray<Received>) => {
  const byOrder = new Map<number, Array<string>>()
  for (const { type, data } of new Map(received.map((one) => [one.id, one])).values()) {
    if (!type.startsWith("order.")) continue
    const order = type === "order.placed" ? (data.order as { readonly id: number }).id : Number(data.order)
    byOrder.set(order, [...(byOrder.get(order) ?? []), data.to ?? "placed"])
  }
  return [...byOrder.entries()].sort(([a], [b]) => a - b)
}

const isWebhookReady = async (receiver: Receiver, shop: Shop, admin: Parameters<Shop["reprice"]>[0]) => {
  // A new endpoint begins with new events, so the first event may come before it.
  const price = (n: number) => n as never
  let n = 1000
  await eventually("the endpoint receives events", async () => {
    await shop.reprice(admin, { product: 1 as never, price: price(++n) })
    return receiver.received.length > 0
  })
}

describe.each(databases)("webhooks, on $name", ({ empty }) => {
  test("are signed, ordered per order, and delivered after failures, stalls and restarts", {
    timeout: 120_000,
  }, async () => {
    const database = await empty()
    onTestFinished(database.drop)
    const receiver = await startReceiver()
    const { shop, failures } = await open(
      receiver,
      { timeoutSeconds: 0.3, secret: [SECRET, secretOf(OTHER_KEY)] },
      database.option,
    )
    const { admin, place } = await stock(shop)
    await isWebhookReady(receiver, shop, admin)

    let attempts = 0
    receiver.setResponse((_message, response) => {
      attempts += 1
      // Fails, redirects, stalls, breaks the connection, and then accepts.
      if (attempts % 5 === 1) response.writeHead(500).end("no")
      else if (attempts % 5 === 2) response.writeHead(307, { Location: receiver.url.replace("hook", "other") }).end()
      else if (attempts % 5 === 3) response.on("close", () => {})
      else if (attempts % 5 === 4) response.destroy()
      else response.writeHead(200).end("ok")
    })
    const first = await place()
    await shop.changeOrderStatus(admin, { order: first, status: "paid" })
    await shop.changeOrderStatus(admin, { order: first, status: "shipped" })
    const second = await place()
    const all = [
      [first, ["placed", "paid", "shipped"]],
      [second, ["placed"]],
    ]
    await eventually("one failure of each kind", () => attempts > 5)
    await receiver.stop()
    await eventually("the receiver is missed", () =>
      failures.some((failure) => failure.includes("could not be reached")),
    )
    receiver.setResponse(accept)
    await receiver.restart()
    await eventually(
      "all events arrive",
      () => JSON.stringify(steps(receiver.received)) === JSON.stringify(all),
      60_000,
    )
    for (const message of receiver.received)
      expect(message.signatures).toEqual([signature(KEY, message), signature(OTHER_KEY, message)])
    for (const reason of ["responded with 500", "responded with 307", "did not respond within 0.3 seconds"])
      expect(failures.join("\n")).toContain(reason)
    expect(failures.join("\n")).not.toMatch(/whsec_|SECRET-token/)
  })

  test("continue where they were after the shop restarts", { timeout: 120_000 }, async () => {
    const database = await empty()
    if (database.option === "memory") return await database.drop()
    onTestFinished(database.drop)
    const receiver = await startReceiver()
    const before = await open(receiver, {}, database.option)
    const { admin, place } = await stock(before.shop)
    await isWebhookReady(receiver, before.shop, admin)
    const stalled = new Promise<void>((resolve) =>
      receiver.setResponse((message, response) => {
        if (message.type === "order.placed") resolve()
        else accept(message, response)
      }),
    )
    const order = await place()
    await stalled
    // Closing does not wait for the receiver.
    await before.shop.close()
    receiver.setResponse(accept)
    await open(receiver, {}, database.option)
    await eventually(
      "the event arrives",
      () => receiver.received.filter(({ type }) => type === "order.placed").length === 2,
    )
    expect(steps(receiver.received)).toEqual([[order, ["placed"]]])
  })
})

test("each message is as the OpenAPI document describes, and only the chosen types are sent", async () => {
  const receiver = await startReceiver()
  const { shop } = await open(receiver, {
    events: ["order.placed", "stock.counted", "stock.replenished", "product.edited"],
  })
  const { admin, soap, place } = await stock(shop)
  const document = openApiDocument(makeDialect("shopwright", shop), "") as {
    readonly webhooks: Readonly<Record<string, unknown>>
  }
  const ajv = new Ajv2020({ strict: false })
  addFormats.default(ajv)
  ajv.addSchema(document, "shop")
  const types = () => new Set(receiver.received.map(({ type }) => type))
  await eventually("every chosen type arrives", async () => {
    await place()
    await shop.changeOrderStatus(admin, { order: 1 as never, status: "paid" })
    await shop.restock(admin, { product: soap.id, quantity: 5 })
    await shop.takeStock(admin, { product: soap.id, counted: 40 + receiver.received.length, reason: "spilt" })
    await shop.editProduct(admin, { product: soap.id, changes: { description: `${receiver.received.length}` } })
    return types().size === 4
  })
  expect([...types()].sort()).toEqual(["order.placed", "product.edited", "stock.counted", "stock.replenished"])
  for (const { type, body } of receiver.received) {
    const validate = ajv.getSchema(`shop#/webhooks/${type}/post/requestBody/content/application~1json/schema`)
    expect([type, validate?.(body), validate?.errors]).toEqual([type, true, null])
  }
  expect(Object.keys(document.webhooks)).toHaveLength(8)
})

test("an event that fails for longer than retryHours is dropped and reported", async () => {
  const receiver = await startReceiver()
  receiver.setResponse((_message, response) => void response.writeHead(500).end())
  const { shop, failures } = await open(receiver, { retryHours: 0 })
  const { place } = await stock(shop)
  await eventually("an event is dropped", async () => {
    await place()
    return failures.some((failure) => failure.includes("is dropped after 0 hours"))
  })
})

test("a private address is not reached unless the settings permit it", async () => {
  const receiver = await startReceiver()
  for (const url of ["https://127.0.0.1:9", "https://[::1]:9", "https://[::ffff:10.0.0.1]:9", "https://localhost:9"]) {
    const { shop, failures } = await open(receiver, { url, allowPrivate: false })
    const { place } = await stock(shop)
    await eventually(`${url} is refused`, async () => {
      await place()
      return failures.some((failure) => failure.includes("private address; allowPrivate permits it"))
    })
    await shop.close()
  }
  for (const address of ["10.1.2.3", "169.254.169.254", "100.64.0.1", "::1", "fe80::1", "fd00::1", "0.0.0.0"])
    expect([address, isPublic(address)]).toEqual([address, false])
  expect(["93.184.216.34", "2606:2800:220:1::1"].map(isPublic)).toEqual([true, true])
})

test.each<[Partial<WebhookEndpoint>, string]>([
  [{ url: "ftp://example.com" }, "webhooks[0].url must be an https: URL."],
  [{ url: "http://example.com", allowPrivate: false }, "webhooks[0].url must be an https: URL. For a private"],
  [{ url: "https://a:b@example.com" }, "webhooks[0].url must not contain a user"],
  [{ secret: "whsec_c2hvcnQ=" }, "webhooks[0].secret must be whsec_ and 24 to 64 random bytes in base64"],
  [{ secret: "SECRET-0123456789-0123456789-0123456789" }, "webhooks[0].secret must be whsec_"],
  [{ events: ["order.plced" as never] }, "webhooks[0].events: order.plced is none of order.placed"],
  [{ timeoutSeconds: 0 }, "webhooks[0].timeoutSeconds must be a number from 0.1 to 60, not 0."],
])("rejects %j before it opens the shop", async (settings, message) => {
  const opening = open(await startReceiver(), settings)
  await expect(opening).rejects.toThrow(message)
  await expect(opening).rejects.not.toThrow(/c2hvcnQ|SECRET-/)
})
