import { Effect, Stream } from "effect"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { eventually } from "../../adapters/testing/eventually.ts"
import { openShop, operator, type Product, type Shop } from "../../composition/index.ts"

const user = { externalId: "user_01HZX3" }

let shop: Shop
let soap: Product
beforeAll(async () => {
  shop = await openShop({ database: "memory", passwordCost: 4 })
  const product = { name: "Soap", description: "", price: "3.00", category: "Bath", stock: 100 }
  await shop.importCatalog(operator, { categories: [{ name: "Bath" }], products: [product] })
  const [first] = await shop.listProducts()
  if (first === undefined) throw new Error("no soap")
  soap = first
})
afterAll(() => shop.close())

const buy = (externalId: string, quantity = 1) =>
  shop.placeOrder({ externalId }, { lines: [{ product: soap.id, quantity }] })

const accountOf = async (externalId: string) => {
  const ensured = await shop.ensureAccount({ externalId })
  if (!ensured.ok) throw ensured.error
  return ensured.value.account
}

describe("a user of the host", () => {
  it("buys without an account, and sees only their own orders", async () => {
    const [mine, theirs] = [await buy("mine"), await buy("theirs")]
    if (!mine.ok || !theirs.ok) throw new Error("not placed")
    expect(mine.value.account).not.toBe(theirs.value.account)
    const page = await shop.pageOrders({ externalId: "mine" }, { limit: 10 })
    expect(page.orders.map(({ id }) => id)).toEqual([mine.value.id])
    const streamed = []
    for await (const { id } of shop.streamOrders({ externalId: "theirs" })) streamed.push(id)
    expect(streamed).toEqual([theirs.value.id])
    expect(await shop.viewOrder({ externalId: "mine" }, theirs.value.id)).toMatchObject({
      error: { _tag: "UnknownOrder" },
    })
    expect(await shop.cancelOrder({ externalId: "mine" }, mine.value.id)).toMatchObject({
      value: { status: "cancelled" },
    })
  })

  it("is the same account each time, which admins find by its external id", async () => {
    expect(await shop.ensureAccount(user)).toMatchObject({ ok: true, value: { isNew: true } })
    const account = await accountOf(user.externalId)
    expect(await shop.ensureAccount(user)).toEqual({ ok: true, value: { account, isNew: false } })
    expect(await shop.viewAccount(operator, account.id)).toMatchObject({ value: { account: user } })
    const found = await shop.searchAccounts(operator, { text: "USER_01hz", limit: 10 })
    expect(found.ok && found.value.accounts.map((details) => details.account)).toEqual([account])
  })

  it("is a buyer, who does not manage the shop until an admin grants it", async () => {
    const clerk = { externalId: "clerk" }
    expect(await shop.createCategory(clerk, { name: "New" })).toMatchObject({ error: { _tag: "NotPermitted" } })
    const { id } = await accountOf("clerk")
    await shop.setAdmin(operator, { account: id, isAdmin: true })
    expect(await shop.createCategory(clerk, { name: "New" })).toMatchObject({ ok: true })
  })

  it("cannot sign in, with the external id or without a password", async () => {
    await accountOf("mallory")
    for (const password of ["!", "", "a-long-password"]) {
      const by = ["username", "email", "phone"] as const
      const signedIn = await shop.logIn({ login: "mallory", by, password, address: "127.0.0.1" })
      expect(signedIn).toMatchObject({ ok: false, error: { _tag: "InvalidCredentials" } })
    }
  })

  it("is announced to subscribers at first use, without polling", async () => {
    const registered: Array<number> = []
    const stop = shop.subscribe("crm", async ({ event }) => {
      if (event._tag === "AccountRegistered") registered.push(event.account)
    })
    const { id } = await accountOf("announced")
    await buy("announced")
    await eventually("the account is announced", () => registered.includes(id))
    expect(registered.filter((account) => account === id)).toEqual([id])
    await stop()
  })
})

it("an erased user of the host gets a new account at the next use", async () => {
  const { id } = await accountOf("erased")
  expect(await shop.eraseAccount(operator, { account: id })).toMatchObject({ ok: true })
  expect(await shop.ensureAccount({ externalId: "erased" })).toMatchObject({ value: { isNew: true } })
  expect((await accountOf("erased")).id).not.toBe(id)
})

describe("a deactivated user of the host", () => {
  const refused = { _tag: "AccountInactive" }
  const gone = { externalId: "gone" }
  beforeAll(async () => {
    const { id } = await accountOf("gone")
    await shop.setAccountActive(operator, { account: id, isActive: false })
  })

  it("is refused by use cases with errors", async () => {
    expect(await buy("gone")).toMatchObject({ ok: false, error: refused })
    expect(await shop.searchOrders(gone, { limit: 1 })).toMatchObject({ ok: false, error: refused })
    expect(await shop.exportOrders(gone, {})).toMatchObject({ ok: false, error: refused })
  })

  it("is refused by use cases without errors: their promises reject", async () => {
    await expect(shop.pageOrders(gone, { limit: 1 })).rejects.toMatchObject(refused)
    await expect(shop.listOrders(gone)).rejects.toMatchObject(refused)
    const orders = shop.streamOrders(gone)[Symbol.asyncIterator]()
    await expect(orders.next()).rejects.toMatchObject(refused)
  })

  it("is refused with a typed error as Effects and Streams", async () => {
    const { placeOrder, streamOrders } = shop.useCases
    const placing = Effect.flip(placeOrder(gone, { lines: [] }))
    expect(await Effect.runPromise(placing)).toMatchObject(refused)
    const streaming = Effect.flip(Stream.runCollect(streamOrders(gone)))
    expect(await Effect.runPromise(streaming)).toMatchObject(refused)
  })
})

it.each([
  { externalId: "", rule: { kind: "blank" } },
  { externalId: "x".repeat(256), rule: { kind: "too-long", max: 255 } },
  { externalId: "a\0b", rule: { kind: "malformed" } },
  { externalId: "\ud800", rule: { kind: "malformed" } },
])("an invalid external id $rule.kind is refused by its name", async ({ externalId, rule }) => {
  const refused = { _tag: "InvalidField", field: "externalId", rule }
  expect(await buy(externalId)).toMatchObject({ ok: false, error: refused })
  await expect(shop.pageOrders({ externalId }, { limit: 1 })).rejects.toMatchObject(refused)
})

it("the union of errors depends on the actor", async () => {
  const tags = { EmptyOrder: 1, InvalidQuantity: 1, UnknownItem: 1, OrderTooLarge: 1, InsufficientStock: 1 }
  const own = {
    ...tags,
    UnknownAccount: 1,
    TooManyUnpaidOrders: 1,
    IdempotencyKeyReused: 1,
    OrdersBusy: 1,
    InvalidField: 1,
  }
  const ofUser = { ...own, AccountInactive: 1 }
  const asAccount = await shop.placeOrder(await accountOf("typed"), { lines: [] })
  const asUser = await buy("typed", 0)
  expect(asAccount.ok ? 0 : own[asAccount.error._tag]).toBe(1)
  expect(asUser.ok ? 0 : ofUser[asUser.error._tag]).toBe(1)
})
