import { Effect, Result, Stream } from "effect"
import { expect, it } from "vitest"
import { eventually } from "../../adapters/testing/eventually.ts"
import {
  AccountId,
  MAX_QUANTITY,
  type Money,
  money,
  type Outcome,
  openShop,
  type PlaceOrderError,
  type ShopEvent,
  total,
} from "../../composition/index.ts"
import { ContainerModule, type OrderLedger, Port, withIds } from "../../composition/ports.ts"
import { operator } from "../../domain/account/actor.ts"

const catalog = {
  categories: [{ name: "Bath" }],
  products: [{ name: "Soap", description: "", price: "3.00", category: "Bath", stock: 5 }],
}

const open = async (options: Partial<Parameters<typeof openShop>[0]> = {}) => {
  const shop = await openShop({ database: "memory", passwordCost: 4, ...options })
  const loaded = await shop.importCatalog(operator, catalog)
  const mia = await shop.register({ username: "mia", password: "a-long-password" })
  const [soap] = await shop.listProducts()
  if (!loaded.ok || !mia.ok || soap === undefined) throw new Error("the shop did not open")
  return { shop, mia: mia.value.account, soap }
}

it("resolves to a result: a value, or an error with a tag", async () => {
  const { shop, mia, soap } = await open()
  const order = (quantity: number) => shop.placeOrder(mia, { lines: [{ product: soap.id, quantity }] })
  const received = (outcome: Outcome<{ readonly id: number }, PlaceOrderError>): string => {
    if (outcome.ok) return `order ${outcome.value.id}`
    return outcome.error._tag === "InsufficientStock" ? `only ${outcome.error.available} left` : outcome.error._tag
  }
  expect([received(await order(2)), received(await order(4)), received(await order(0))]).toEqual([
    "order 1",
    "only 3 left",
    "InvalidQuantity",
  ])
  expect(await shop.register({ username: "mia", password: "short" })).toMatchObject({
    ok: false,
    error: { _tag: "RegistrationRefused", faults: [{ field: "password", rule: { kind: "too-short", min: 8 } }] },
  })
  await shop.close()
})

it("resolves to the plain value when a use case has no errors, and returns streams as iterables", async () => {
  const { shop, mia, soap } = await open()
  for (const quantity of [1, 2]) await shop.placeOrder(mia, { lines: [{ product: soap.id, quantity }] })
  const { first, rest } = await shop.listOrders(mia)
  expect([first.length, rest]).toEqual([2, null])
  const sums: Array<number> = []
  for await (const order of shop.streamOrders(mia)) sums.push(total(order))
  expect(sums).toEqual([300, 600])
  await shop.close()
})

it("restocks and reprices for admins, and informs subscribers", async () => {
  const { shop, mia, soap } = await open()
  const admin = { ...mia, isAdmin: true }
  const received: Array<ShopEvent> = []
  const stop = shop.subscribe("office", async ({ event }) => void received.push(event))
  const order = await shop.placeOrder(mia, { lines: [{ product: soap.id, quantity: 4 }] })
  expect(await shop.restock(mia, { product: soap.id, quantity: 1 })).toMatchObject({ error: { _tag: "NotPermitted" } })
  const filled = await shop.restock(admin, { product: soap.id, quantity: 24 })
  expect(filled).toEqual({ ok: true, value: { stockItem: 1, onHand: 29, reserved: 4 } })
  const full = { _tag: "StockLimitExceeded", onHand: 29, quantity: MAX_QUANTITY, max: MAX_QUANTITY }
  expect(await shop.restock(admin, { product: soap.id, quantity: MAX_QUANTITY })).toMatchObject({ error: full })
  const price = Result.getOrThrow(money(395))
  expect(await shop.reprice(admin, { product: soap.id, price })).toEqual({
    ok: true,
    value: { ...soap, price: 395, available: 25 },
  })
  expect((await shop.listProducts())[0]).toMatchObject({ price: 395, available: 25 })
  const { orders } = await shop.pageOrders(mia, { limit: 1 })
  expect(order.ok && orders).toMatchObject([{ lines: [{ price: 300 }] }])
  await eventually("all was received", () => received.some(({ _tag }) => _tag === "ProductRepriced"))
  expect(received.slice(-2)).toMatchObject([
    { _tag: "StockReplenished", product: soap.id, variant: null, quantity: 24, onHand: 29 },
    { _tag: "ProductRepriced", product: soap.id, from: 300, to: 395 },
  ])
  await stop()
  await shop.close()
})

it("returns the same as the Effect API", async () => {
  const { shop, mia, soap } = await open()
  const { placeOrder, streamOrders } = shop.useCases
  const refused = await Effect.runPromise(Effect.flip(placeOrder(mia, { lines: [] })))
  expect(refused._tag).toBe("EmptyOrder")
  await Effect.runPromise(
    placeOrder(mia, { lines: [{ product: soap.id, variant: null, quantity: 1 }], delivery: null }),
  )
  expect(await Effect.runPromise(Stream.runCollect(streamOrders(mia)))).toHaveLength(1)
  await shop.close()
})

it("applies the registration rules that it was opened with", async () => {
  const registration = { required: ["email" as const], password: { minLength: 4, maxLength: 20 } }
  await using shop = await openShop({ database: "memory", passwordCost: 4, registration })
  expect((await shop.register({ email: "mia@example.com", password: "qz4v" })).ok).toBe(true)
  expect(await shop.register({ username: "mia", password: "qz4v" })).toMatchObject({
    error: { faults: [{ field: "email", rule: { kind: "required" } }] },
  })
})

it("closes at the end of a using block, and may be closed several times", async () => {
  const left = await (async () => {
    await using shop = await openShop({ database: "memory", passwordCost: 4 })
    return shop
  })()
  await expect(left.register({ username: "mia", password: "a-long-password" })).rejects.toThrow("closed")
  await Promise.all([left.close(), left.close()])
})

it("rejects every call after it was closed", async () => {
  const { shop, mia, soap } = await open()
  const received: Array<string> = []
  shop.subscribe("slow", async ({ event }) => {
    // This call is in progress when the shop is closed, and still finishes.
    received.push(`${event._tag}, ${(await shop.listProducts()).length} product`)
  })
  await eventually("it is received", () => received.length > 0)
  await shop.close()
  expect(received[0]).toBe("AccountRegistered, 1 product")
  const lines = [{ product: soap.id, quantity: 1 }]
  await expect(shop.listProducts()).rejects.toThrow("This shop is closed.")
  await expect(shop.placeOrder(mia, { lines })).rejects.toThrow("This shop is closed.")
  expect(() => shop.useCases.placeOrder(mia, { lines })).toThrow("This shop is closed.")
  expect(() => shop.streamOrders(mia)).toThrow("This shop is closed.")
  expect(() => shop.subscribe("late", async () => undefined)).toThrow("This shop is closed.")
})

it("rejects wrong arguments of callers without a compiler", async () => {
  for (const database of ["memmory", "postgres://shop:secret@localhost/shop", {}, undefined, { url: "", pool: {} }]) {
    // @ts-expect-error None of them is a database.
    const opening = openShop({ database })
    await expect(opening).rejects.toThrow('`database` must be "memory", { folder }, { url }, { pool } or { orm }.')
  }
  const { shop, mia, soap } = await open()
  for (const limit of [0, -1, 1.5, Number.NaN])
    await expect(shop.pageOrders(mia, { limit })).rejects.toThrow("limit must be a whole number from 1")
  for (const seconds of [0, -1, Number.NaN]) await expect(shop.expireOrders(seconds)).rejects.toThrow(RangeError)
  const order = { lines: [{ product: soap.id, quantity: 1 }] }
  const unknownAccount = { ...mia, id: AccountId(4711) }
  expect(await shop.placeOrder(unknownAccount, order)).toMatchObject({ ok: false, error: { _tag: "UnknownAccount" } })
  const free = { product: soap.id, price: -5 as Money }
  const repriced = await shop.reprice({ ...mia, isAdmin: true }, free)
  expect(repriced).toMatchObject({ ok: false, error: { _tag: "InvalidField", field: "price" } })
  expect(await shop.auditStock()).toEqual([])
  await shop.close()
})

it("uses the host's own adapters instead of its own", async () => {
  const noon = new Date("2026-03-01T12:00:00.000Z")
  const recorded: Array<number> = []
  const none: OrderLedger = {
    record: (placement) =>
      Effect.sync(() => {
        recorded.push(placement.movements.length)
        return withIds(
          placement,
          7 as never,
          placement.order.lines.map(() => 8 as never),
        ).order
      }),
    recordOnce: () => Effect.die("not asked"),
    recall: () => Effect.succeed(null),
    recordStatusChange: () => Effect.void,
    recordMetadataChange: () => Effect.void,
  }
  const mine = new ContainerModule(({ rebind }) => {
    rebind(Port.services.clock).toConstantValue({ now: () => noon })
    rebind(Port.orders.ledger).toConstantValue(none)
  })
  const { shop, mia, soap } = await open({ modules: [mine] })
  const placed = await shop.placeOrder(mia, { lines: [{ product: soap.id, quantity: 5 }] })
  expect(placed).toMatchObject({ ok: true, value: { id: 7, createdAt: noon } })
  expect(recorded).toEqual([1])
  expect((await shop.listProducts())[0]?.available).toBe(5)
  const pair = await Effect.runPromise(
    shop.useCases.obtainTokenPair(
      { login: "mia", by: ["username"], password: "a-long-password", address: "192.0.2.1" },
      { dialect: "myecommerce", access: 300, refresh: 600 },
    ),
  )
  const [, claims = ""] = pair.access.split(".")
  expect(JSON.parse(Buffer.from(claims, "base64url").toString())).toMatchObject({ iat: noon.getTime() / 1000 })
  await shop.close()
})
