import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { eventually } from "../../adapters/testing/eventually.ts"
import { type ServedShop, serveShop } from "../support/http.ts"
import { newBuyer, newShop } from "./shopwright.ts"

let served: ServedShop
let shop: Awaited<ReturnType<typeof newShop>>
beforeAll(async () => {
  served = await serveShop({ dialect: "shopwright", listen: { closeWithin: 100 } })
  shop = await newShop(served)
})
afterAll(() => served.close())

/** Opens a stream, and reads its events one after the other. `null` is its end. */
const openStream = async (query = "", bearer = shop.bearer) => {
  const response = await fetch(`${served.url}/v1/changes${query}`, { headers: { Authorization: `Bearer ${bearer}` } })
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  let text = ""
  const next = async (): Promise<number | null> => {
    for (;;) {
      const event = /event: change\nid: (\d+)\ndata: (.+)\n\n/.exec(text)
      if (event !== null) {
        text = text.slice(event.index + event[0].length)
        expect(JSON.parse(event[2] ?? "")).toEqual({ latest: Number(event[1]) })
        return Number(event[1])
      }
      const read = await reader?.read()
      if (read === undefined || read.done) return null
      text += read.value
    }
  }
  return { response, next, cancel: async () => reader?.cancel() }
}

describe("GET /v1/changes", () => {
  it("sends an event at the start and after each change", async () => {
    const { response, next, cancel } = await openStream()
    expect(response.status).toBe(200)
    expect(response.headers.get("content-type")).toBe("text/event-stream")
    expect(response.headers.get("cache-control")).toBe("no-store, no-transform")
    const first = await next()
    const lines = [{ product: shop.lamp.id, quantity: 1 }]
    expect((await shop.call("POST", "orders", { body: { lines } })).status).toBe(201)
    const placed = await next()
    expect(placed).toBeGreaterThan(first ?? 0)
    expect(
      (await shop.call("PUT", "orders/1/note", { body: { note: "Call first" }, headers: { "if-match": "*" } })).status,
    ).toBe(200)
    const noted = await next()
    expect(noted).toBeGreaterThan(placed ?? 0)
    const threshold = { body: { threshold: 3 } }
    expect((await shop.call("PUT", `products/${shop.lamp.id}/low-stock-threshold`, threshold)).status).toBe(204)
    expect(await next()).toBeGreaterThan(noted ?? 0)
    await cancel()
  })

  it("ends after the given seconds", async () => {
    const { next } = await openStream("?seconds=1")
    expect(await next()).not.toBeNull()
    expect(await next()).toBeNull()
  })

  it("is for admins", async () => {
    const buyer = await newBuyer(served.ask, "mia")
    expect((await openStream("", buyer.bearer)).response.status).toBe(403)
    expect((await openStream("", "invalid")).response.status).toBe(401)
  })

  it("refuses the stream above the limit, and accepts one after another has ended", async () => {
    const streams = await Promise.all(Array.from({ length: 50 }, () => openStream()))
    for (const { next } of streams) await next()
    const refused = await openStream()
    expect(refused.response.status).toBe(503)
    expect(refused.response.headers.get("retry-after")).toBe("30")
    for (const { cancel } of streams) await cancel()
    await eventually("a stream is accepted", async () => {
      const { response, cancel } = await openStream()
      await cancel()
      return response.status === 200
    })
  })
})
