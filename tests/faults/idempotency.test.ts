import "./patience.ts"
import { afterAll, beforeAll, expect, it } from "vitest"
import { dice, inParallel } from "../support/load.ts"
import { openLossyProxy } from "../support/lossy-proxy.ts"
import { openSharedShop, type SharedShop } from "./shared-shop.ts"

let shop: SharedShop
let item: object
let buyer: string
beforeAll(async () => {
  shop = await openSharedShop(2)
  const [line] = await shop.client(0).addProduct(shop.admin, shop.category, [100_000])
  if (line === undefined) throw new Error("a product without variants")
  item = line
  const [token] = await shop.books.addBuyers(1)
  buyer = token ?? ""
})
afterAll(() => shop.close())

const place = async (url: string, key: string) => {
  const response = await fetch(`${url}/api/orders/`, {
    method: "POST",
    headers: { "Content-Type": "application/json", Authorization: `Token ${buyer}`, "Idempotency-Key": key },
    body: JSON.stringify({ items: [item] }),
  })
  return { status: response.status, body: await response.text() }
}

const urlOf = (n: number): string => shop.servers[n % shop.servers.length]?.url ?? ""

it("places one order for a hundred requests with one key, sent to two processes at once", async () => {
  const before = await shop.books.orderIds()
  const responses = await Promise.all(Array.from({ length: 100 }, (_, n) => place(urlOf(n), "one-request")))
  expect((await shop.books.orderIds()).length - before.length).toBe(1)
  const placed = responses.filter(({ status }) => status === 201)
  expect(responses.filter(({ status }) => status !== 201 && status !== 409)).toEqual([])
  expect(new Set(placed.map(({ body }) => body)).size).toBe(1)
})

it("places one order per key when responses are lost and clients retry until they receive one", async () => {
  const before = await shop.books.orderIds()
  const roll = dice(3)
  let lost = 0
  const loses = (): boolean => {
    const loses = lost < 500 && roll(3) > 0
    if (loses) lost++
    return loses
  }
  const proxies = [await openLossyProxy(urlOf(0), loses), await openLossyProxy(urlOf(1), loses)]
  try {
    const keys = Array.from({ length: 300 }, (_, n) => `request-${n}`)
    const responses = await inParallel(8, keys, async (key) => {
      for (let n = 0; ; n++) {
        // The response was lost: retry, and at the other process.
        const response = await place(proxies[n % 2]?.url ?? "", key).catch(() => undefined)
        if (response !== undefined) return response
      }
    })
    expect(lost).toBe(500)
    expect(responses.filter(({ status }) => status !== 201)).toEqual([])
    expect(new Set(responses.map(({ body }) => JSON.parse(body).id)).size).toBe(300)
    expect((await shop.books.orderIds()).length - before.length).toBe(300)
    expect(await shop.books.faults()).toEqual([])
  } finally {
    for (const proxy of proxies) await proxy.close()
  }
})
