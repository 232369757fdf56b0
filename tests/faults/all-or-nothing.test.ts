import "./patience.ts"
import { afterAll, beforeAll, expect, it } from "vitest"
import { tally } from "../support/load.ts"
import type { Line } from "../support/shop-client.ts"
import { openSharedShop, type SharedShop } from "./shared-shop.ts"

let shop: SharedShop
let buyer: string
let plenty: ReadonlyArray<Line>
let scarce: Line

beforeAll(async () => {
  shop = await openSharedShop(1)
  const [token = ""] = await shop.books.addBuyers(1)
  buyer = token
  plenty = await shop.client(0).addProduct(shop.admin, shop.category, [100, 100, 100])
  const [last] = await shop.client(0).addProduct(shop.admin, shop.category, [2])
  scarce = last as Line
})
afterAll(() => shop?.close())

const order = (...lines: ReadonlyArray<Line>) => shop.client(0).placeOrder(buyer, lines)

it("changes nothing for an order with one line that exceeds the stock", async () => {
  await order(...plenty)
  const before = await shop.books.everything()
  expect(before.length).toBeGreaterThan(8)

  const tooMuch = { ...scarce, quantity: 3 }
  const noSuchVariant = { ...scarce, variant: 999_999 }
  const refused = [
    await order(...plenty, tooMuch),
    await order(tooMuch, ...plenty),
    await order(...plenty, scarce, { ...scarce, quantity: 2 }),
    await order(...plenty, noSuchVariant),
  ]

  expect(refused.map(({ status }) => status)).toEqual([400, 400, 400, 400])
  expect(refused[0]?.body).toEqual({ items: [{}, {}, {}, { quantity: ["Only 2 left in stock, 3 requested."] }] })
  expect(await shop.books.everything()).toEqual(before)
})

it("does not affect other orders in the batch", async () => {
  const before = await shop.books.orderIds()
  const good = Array.from({ length: 30 }, () => order(...plenty))
  const bad = Array.from({ length: 30 }, () => order(...plenty, { ...scarce, quantity: 3 }))

  const responses = await Promise.all([...good, ...bad].toSorted(() => Math.random() - 0.5))

  expect(tally(responses.map(({ status }) => status))).toEqual({ 201: 30, 400: 30 })
  expect((await shop.books.orderIds()).length - before.length).toBe(30)
  expect(await shop.books.faults()).toEqual([])
})
