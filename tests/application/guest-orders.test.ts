import { Effect } from "effect"
import { describe, expect, it } from "vitest"
import { idempotencyKey } from "../../domain/order/idempotency-key.ts"
import { errorOf, HOME, login, openShop, PASSWORD, rules, run, testShop } from "./test-shop.ts"

const guest = { email: "Mia@example.com", firstName: "Mia", lastName: "Chen" }
const delivery = { address: "1 Park Street", phone: "12345" }

const openGuestShop = async (stock = 10) => {
  const shop = await openShop(stock, testShop({}, { guestOrders: true }))
  const lines = [{ product: shop.lamp.id, quantity: 1 }]
  const order = { guest, delivery, lines, address: HOME }
  const mia = async (isVerified: boolean) => {
    const { account } = await run(
      shop.register({ username: "mia", email: "mia@example.com", password: PASSWORD }, rules),
    )
    await run(shop.store.identity.profiles.update(account.id, { profile: { isVerified } }, new Date()))
    return account
  }
  return { ...shop, lines, order, mia }
}

describe("orders of guests", () => {
  it("are refused in a shop that does not allow them", async () => {
    const { placeGuestOrder, lamp } = await openShop()
    const order = { guest, delivery, lines: [{ product: lamp.id, quantity: 1 }] }
    expect(await errorOf(placeGuestOrder(order))).toMatchObject({ _tag: "GuestsNotAllowed" })
  })

  it("belong to an account that cannot sign in", async () => {
    const { placeGuestOrder, viewOrder, searchAccounts, logIn, admin, order } = await openGuestShop()
    const placed = await run(placeGuestOrder(order))
    expect(placed).toMatchObject({ username: null, delivery, status: "created" })
    expect((await run(viewOrder(admin, placed.id))).order).toEqual(placed)
    const { accounts } = await run(searchAccounts(admin, { text: "mia", limit: 5 }))
    expect(accounts).toMatchObject([{ account: { id: placed.account, username: null, email: guest.email } }])
    expect(await errorOf(logIn(login(guest.email)))).toMatchObject({ _tag: "InvalidCredentials" })
  })

  it("report every invalid field, and store no guest when the order is refused", async () => {
    const { placeGuestOrder, searchAccounts, admin, order, lines } = await openGuestShop()
    const wrong = { email: "mia", firstName: " ", lastName: "x".repeat(151) }
    expect(await errorOf(placeGuestOrder({ ...order, guest: wrong }))).toMatchObject({
      _tag: "RegistrationRefused",
      faults: [{ field: "email" }, { field: "firstName" }, { field: "lastName" }],
    })
    const many = { ...order, lines: lines.map((line) => ({ ...line, quantity: 11 })) }
    expect(await errorOf(placeGuestOrder(many))).toMatchObject({ _tag: "InsufficientStock", available: 10 })
    expect((await run(searchAccounts(admin, { text: "mia", limit: 5 }))).accounts).toEqual([])
  })

  it("are placed once per key and address", async () => {
    const { placeGuestOrder, order } = await openGuestShop(1)
    const key = Effect.runSync(Effect.fromResult(idempotencyKey("checkout-1")))
    const keyed = { ...order, idempotencyKey: key }
    const placed = await run(placeGuestOrder(keyed))
    expect(await run(placeGuestOrder({ ...keyed, guest: { ...guest, email: "mia@EXAMPLE.com" } }))).toEqual(placed)
    const other = { ...keyed, delivery: { ...delivery, phone: "1" } }
    expect(await errorOf(placeGuestOrder(other))).toMatchObject({ _tag: "IdempotencyKeyReused" })
    const leo = { ...keyed, guest: { ...guest, email: "leo@example.com" } }
    expect(await errorOf(placeGuestOrder(leo))).toMatchObject({ _tag: "InsufficientStock" })
  })

  it("are limited per network like registrations", async () => {
    const { placeGuestOrder, order } = await openGuestShop(2000)
    const tags: Array<string> = []
    for (let i = 0; i < 1100 && !tags.includes("RegistrationThrottled"); i++)
      tags.push(
        await run(Effect.match(placeGuestOrder(order), { onFailure: ({ _tag }) => _tag, onSuccess: () => "ok" })),
      )
    expect(tags).toContain("ok")
    expect(tags.at(-1)).toBe("RegistrationThrottled")
    const elsewhere = { ...order, address: "198.51.100.1" }
    expect(await run(placeGuestOrder(elsewhere))).toMatchObject({ status: "created" })
  })
})

describe("claiming guest orders", () => {
  it("needs a verified address, and leaves the orders unchanged", async () => {
    const shop = await openGuestShop()
    const { placeGuestOrder, placeOrder, claimGuestOrders, searchOrders, viewOrder, cancelOrder, admin, order } = shop
    const first = await run(placeGuestOrder(order))
    const second = await run(placeGuestOrder({ ...order, guest: { ...guest, email: "leo@example.com" } }))
    const third = await run(placeGuestOrder(order))
    const mia = await shop.mia(false)
    expect(await errorOf(claimGuestOrders(mia))).toMatchObject({ _tag: "EmailNotVerified", account: mia.id })
    await run(shop.store.identity.profiles.update(mia.id, { profile: { isVerified: true } }, new Date()))
    expect(await errorOf(viewOrder(mia, first.id))).toMatchObject({ _tag: "UnknownOrder" })
    expect(await run(claimGuestOrders(mia))).toEqual({ guests: 2 })
    expect(await run(claimGuestOrders(mia))).toEqual({ guests: 0 })
    const own = await run(placeOrder(mia, { lines: order.lines }))
    const found = await run(searchOrders(mia, { limit: 2 }))
    expect(found.orders).toEqual([own, third])
    expect((await run(searchOrders(mia, { limit: 2, after: found.next ?? undefined }))).orders).toEqual([first])
    expect((await run(searchOrders(mia, { limit: 5, sort: "oldest" }))).orders).toEqual([first, third, own])
    expect((await run(viewOrder(mia, first.id))).order).toEqual(first)
    expect((await run(viewOrder(admin, first.id))).order).toEqual(first)
    expect(await errorOf(viewOrder(mia, second.id))).toMatchObject({ _tag: "UnknownOrder" })
    expect(await run(cancelOrder(mia, first.id))).toMatchObject({ id: first.id, status: "cancelled" })
    expect(await errorOf(cancelOrder(mia, second.id))).toMatchObject({ _tag: "UnknownOrder" })
  })

  it("brings the orders into the export, and the guests into the erasure, of the account", async () => {
    const shop = await openGuestShop()
    const placed = await run(shop.placeGuestOrder(shop.order))
    const mia = await shop.mia(true)
    await run(shop.claimGuestOrders(mia))
    expect(await run(shop.exportAccount(mia, mia.id))).toMatchObject({ orders: [placed], addresses: [delivery] })
    await run(shop.eraseAccount(shop.admin, { account: mia.id }))
    expect((await run(shop.viewOrder(shop.admin, placed.id))).order).toEqual({ ...placed, delivery: null })
    expect((await run(shop.searchAccounts(shop.admin, { text: "mia", limit: 5 }))).accounts).toEqual([])
  })

  it("needs an address", async () => {
    const { claimGuestOrders, ann } = await openGuestShop()
    expect(await errorOf(claimGuestOrders(ann))).toMatchObject({ _tag: "NoEmailAddress" })
  })
})
