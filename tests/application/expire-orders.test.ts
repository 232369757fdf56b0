import { Effect } from "effect"
import { expect, it } from "vitest"
import { openInMemory } from "../../adapters/persistence/in-memory/in-memory.ts"
import { makeExpireOrders } from "../../application/order/expire-orders.ts"
import { NOON, openShop, run, testShop } from "./test-shop.ts"

const openStore = async () => {
  const store = openInMemory()
  const shop = await openShop(500, testShop(store))
  const order = (quantity: number) =>
    run(shop.placeOrder(shop.ann, { lines: [{ product: shop.lamp.id, variant: null, quantity }], delivery: null }))
  const expireAt = (secondsLater: number) => {
    const { ledger, overdue } = store.orders
    const clock = { now: () => new Date(NOON.getTime() + secondsLater * 1000) }
    return run(makeExpireOrders({ ledger, overdue, clock })(3600))
  }
  const available = async () => (await run(shop.listProducts()))[0]?.available
  return { ...shop, order, expireAt, available }
}

it("cancels orders that were unpaid for too long, and no others", async () => {
  const shop = await openStore()
  const [late, paid] = [await shop.order(3), await shop.order(4)]
  await run(shop.changeOrderStatus(shop.admin, { order: paid.id, status: "paid" }))
  expect(await shop.expireAt(3600)).toEqual({ cancelled: 0, more: false })
  expect(await shop.expireAt(3601)).toEqual({ cancelled: 1, more: false })
  expect(await shop.available()).toBe(496)
  const orders = await run(shop.store.orders.orders.find(late.id))
  expect(orders).toMatchObject({ status: "cancelled", updatedAt: new Date(NOON.getTime() + 3_601_000) })
  expect(await run(shop.store.orders.orders.find(paid.id))).toMatchObject({ status: "paid" })
  expect(await shop.expireAt(9999)).toEqual({ cancelled: 0, more: false })
})

it("cancels nothing without a time limit", async () => {
  const { store } = testShop()
  const { ledger, overdue } = store.orders
  const expire = makeExpireOrders({ ledger, overdue, clock: { now: () => NOON } })
  for (const seconds of [0, -1, Number.NaN]) await expect(run(expire(seconds))).rejects.toThrow(RangeError)
})

it("cancels a hundred at a time and reports that there are more", async () => {
  const shop = await openStore()
  for (let i = 0; i < 150; i++) await shop.order(1)
  expect(await shop.expireAt(7200)).toEqual({ cancelled: 100, more: true })
  expect(await shop.expireAt(7200)).toEqual({ cancelled: 50, more: false })
  expect(await shop.available()).toBe(500)
})

it("leaves an order alone that is paid between the read and the cancellation", async () => {
  const late = openInMemory()
  const shop = await openShop(10, testShop(late))
  const lines = [{ product: shop.lamp.id, variant: null, quantity: 4 }]
  const order = await run(shop.placeOrder(shop.ann, { lines, delivery: null }))
  const seen = await run(late.orders.overdue.unpaidSince(new Date(NOON.getTime() + 1), 10, NOON))
  await run(shop.changeOrderStatus(shop.admin, { order: order.id, status: "paid" }))
  const stale = { unpaidSince: () => Effect.succeed(seen) }
  const expire = makeExpireOrders({ overdue: stale, ledger: late.orders.ledger, clock: { now: () => NOON } })
  expect(seen).toHaveLength(1)
  expect(await run(expire(1))).toEqual({ cancelled: 0, more: false })
  expect(await run(late.orders.orders.find(order.id))).toMatchObject({ status: "paid" })
  expect((await run(shop.listProducts()))[0]?.available).toBe(6)
})
