import { once } from "node:events"
import { afterAll, beforeAll, expect, test } from "vitest"
import { operator } from "../../domain/account/actor.ts"
import { ProductId, VariantId } from "../../domain/catalog/product.ts"
import { type ServedShop, serveShop } from "../support/http.ts"
import { open } from "../support/raw-http.ts"

const PRODUCTS = 20_000
const VARIANTS = 5
/** Thread time. A whole list of this size takes several hundred milliseconds. */
const MAX_BLOCK_MS = 50

let served: ServedShop
beforeAll(async () => {
  served = await serveShop()
  const variants = Array.from({ length: VARIANTS }, (_, v) => ({ size: `${v}`, color: "White", stock: 10 }))
  const products = Array.from({ length: PRODUCTS }, (_, n) => ({
    name: `Product ${n}`,
    description: "What a customer reads about a product before buying it, in one or two sentences.",
    price: 100 + (n % 900),
    category: "Everything",
    variants,
  }))
  const loaded = await served.shop.importCatalog(operator, { categories: [{ name: "Everything" }], products })
  expect(loaded.ok).toBe(true)
})
afterAll(() => served.close())

/** Runs work and returns the longest time that the event loop was blocked, in thread time. */
const longestBlock = async <A>(work: () => Promise<A>): Promise<readonly [A, number]> => {
  let longest = 0
  let goesOn = true
  const watch = async () => {
    while (goesOn) {
      const before = process.threadCpuUsage()
      await new Promise((resolve) => setImmediate(resolve))
      const { user, system } = process.threadCpuUsage(before)
      longest = Math.max(longest, (user + system) / 1000)
    }
  }
  const watching = watch()
  const value = await work().finally(() => {
    goesOn = false
  })
  await watching
  return [value, longest]
}

/** Reads the head of a response and discards its body. */
const head = async (path: string, headers: Record<string, string> = {}) => {
  const response = await fetch(served.url + path, { headers })
  await response.body?.cancel()
  return response
}

test("a list of 20,000 products and 100,000 variants delays no other request", async () => {
  const [response, blocked] = await longestBlock(() => head("/api/products/"))
  expect(response.status).toBe(200)
  expect(blocked).toBeLessThan(MAX_BLOCK_MS)
})

test("the parts of a long list make one JSON array, with its length and tag", async () => {
  const response = await fetch(`${served.url}/api/products/`)
  const bytes = await response.bytes()
  expect(Number(response.headers.get("content-length"))).toBe(bytes.length)
  expect(response.headers.get("content-type")).toBe("application/json")
  const products = JSON.parse(Buffer.from(bytes).toString()) as ReadonlyArray<{ id: number; variants: unknown[] }>
  expect(products.map(({ id }) => id)).toEqual(Array.from({ length: PRODUCTS }, (_, n) => n + 1))
  expect(products.at(-1)?.variants).toHaveLength(VARIANTS)
})

test("a 304 costs a fraction of a list", async () => {
  const etag = (await head("/api/products/")).headers.get("etag") ?? ""
  const before = process.cpuUsage()
  for (let i = 0; i < 20; i++) {
    const response = await head("/api/products/", { "if-none-match": etag })
    expect(response.status).toBe(304)
  }
  const { user, system } = process.cpuUsage(before)
  expect((user + system) / 1000 / 20).toBeLessThan(20)
})

interface Shown {
  readonly id: number
  readonly variants: Array<{ readonly id: number; stock: number }>
}

test("an order changes its part of the list and the tag, and nothing else", async () => {
  const { shop, url } = served
  const registered = await shop.register({ username: "ann", email: "ann@example.com", password: "a-long-password" })
  if (!registered.ok) throw registered.error
  const before = await fetch(`${url}/api/products/`)
  const list = (await before.json()) as Array<Shown>
  const sold = list[9_999]
  const variant = sold?.variants[2]
  if (sold === undefined || variant === undefined) throw new Error("the catalogue is too small")
  const lines = [{ product: ProductId(sold.id), variant: VariantId(variant.id), quantity: 3 }]
  expect((await shop.placeOrder(registered.value.account, { lines })).ok).toBe(true)
  const [after, blocked] = await longestBlock(() => fetch(`${url}/api/products/`))
  expect(blocked).toBeLessThan(MAX_BLOCK_MS)
  expect(after.headers.get("etag")).not.toBe(before.headers.get("etag"))
  variant.stock = 7
  expect(await after.json()).toEqual(list)
})

test("clients that reset the connection in the middle of a list leave no defect in the log", async () => {
  for (let i = 0; i < 20; i++) {
    const socket = open(served.url)
    socket.on("error", () => undefined)
    socket.write("GET /api/products/ HTTP/1.1\r\nHost: x\r\n\r\n")
    await once(socket, "data")
    socket.resetAndDestroy()
    await once(socket, "close")
  }
  expect((await head("/api/products/")).status).toBe(200)
  expect(served.log()).not.toContain('"level":50')
})
