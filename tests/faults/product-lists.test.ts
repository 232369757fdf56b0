import { Result } from "effect"
import { Client } from "pg"
import { afterAll, beforeAll, expect, test } from "vitest"
import { openShop } from "../../composition/open-shop.ts"
import type { Shop } from "../../composition/shop.ts"
import { operator } from "../../domain/account/actor.ts"
import { money } from "../../domain/catalog/money.ts"
import { type Product, ProductId } from "../../domain/catalog/product.ts"
import { dice } from "../support/load.ts"
import { openTwoShops, run, type TwoShops } from "./two-shops.ts"

let two: TwoShops
let psql: Client
beforeAll(async () => {
  two = await openTwoShops()
  psql = new Client({ connectionString: two.database.url })
  await psql.connect()
})
afterAll(async () => {
  await psql?.end()
  await two?.close()
})

const listOf = (shop: Shop): Promise<ReadonlyArray<Product>> => run(shop.useCases.listProducts())

/** Reads everything, as a process does that has just started. */
const freshList = async (): Promise<ReadonlyArray<Product>> => {
  await using shop = await openShop({ database: two.database })
  return listOf(shop)
}

const price = (minor: number) => Result.getOrThrow(money(minor))

const addShirt = async (shop: Shop, name = "Shirt"): Promise<Product> => {
  const category = (await run(shop.useCases.listCategories()))[0]
  if (category === undefined) throw new Error("openTwoShops adds a category")
  const variants = ["S", "M"].map((size) => ({ size, color: "white", stock: 500 }))
  const shirt = { name, description: "", price: price(900), category: category.id, stock: 0, variants }
  return run(shop.useCases.createProduct(two.admin, shirt))
}

test("a list shows what any process committed before the request", {
  timeout: 120_000,
}, async () => {
  const roll = dice(7)
  const { admin } = two
  for (let i = 0; i < 3; i++) await addShirt(two.shop(i))
  const anyOf = async (shop: Shop) => {
    const products = await listOf(shop)
    const product = products[roll(products.length)]
    if (product === undefined) throw new Error("the list is empty")
    return { product: product.id, variant: product.variants[roll(product.variants.length || 1)]?.id ?? null }
  }
  const changes: ReadonlyArray<(shop: Shop, n: number) => Promise<unknown>> = [
    async ({ useCases: shop }, n) =>
      run(
        shop.placeOrder(admin, {
          lines: [{ ...(await anyOf(two.shop(n))), quantity: 1 + roll(3) }],
          delivery: null,
        }),
      ),
    async (shop, n) => {
      const order = await two.place(n)
      await run(
        shop.useCases.changeOrderStatus(admin, { order: order.id, status: roll(2) === 0 ? "cancelled" : "shipped" }),
      )
    },
    async ({ useCases: shop }, n) => run(shop.restock(admin, { ...(await anyOf(two.shop(n))), quantity: 5 })),
    async ({ useCases: shop }, n) =>
      run(shop.reprice(admin, { product: (await anyOf(two.shop(n))).product, price: price(100 + n) })),
    (shop, n) => addShirt(shop, `Shirt ${n}`),
    async (shop, n) => {
      const items = [{ name: `Imported ${n}`, description: "", price: 100 + n, category: "Lamps", stock: 5 }]
      expect(await shop.importCatalog(operator, { categories: [{ name: "Lamps" }], products: items })).toMatchObject({
        ok: true,
      })
    },
    // Reading gives the events their positions.
    async () => run(two.reader.outbox.next("reader", 100)),
  ]
  for (let n = 0; n < 120; n++) {
    await changes[roll(changes.length)]?.(two.shop(roll(2)), n)
    const listed = [await listOf(two.shop(0)), await listOf(two.shop(1))]
    expect(listed[0]).toEqual(listed[1])
    if (n % 10 === 9) expect(listed[0]).toEqual(await freshList())
  }
})

test("an order in a transaction of the host shows after its commit, whatever was listed meanwhile", async () => {
  const [other, target] = two.products
  const availableIn = (products: ReadonlyArray<Product>, of = target) =>
    products.find(({ id }) => id === of?.id)?.available ?? 0
  const listed = await listOf(two.shop(1))
  const before = availableIn(listed)
  await psql.query("begin")
  const joined = two.shop(0).withTransaction(psql)
  const lines = [{ product: target?.id ?? ProductId(0), variant: null, quantity: 5 }]
  await run(joined.useCases.placeOrder(two.admin, { lines, delivery: null }))
  expect(availableIn(await run(joined.useCases.listProducts()))).toBe(before - 5)
  // Later events commit earlier and get positions.
  for (const sold of [1, 2]) {
    await two.place(1)
    await run(two.reader.outbox.next("reader", 100))
    for (const shop of two.shops) {
      const products = await listOf(shop)
      expect(availableIn(products)).toBe(before)
      expect(availableIn(products, other)).toBe(availableIn(listed, other) - sold)
    }
  }
  await psql.query("commit")
  for (const shop of two.shops) expect(availableIn(await listOf(shop))).toBe(before - 5)
})

test("a list shows stock that doctor has repaired", async () => {
  const lamp = await run(two.shop(0).useCases.createProduct(two.admin, { ...two.lamp, stock: 7 }))
  await psql.query("update shopwright.stock_level set on_hand = 9 where product = $1", [lamp.id])
  await run(two.shop(1).useCases.auditStock({ repair: false }))
  const wrong = await freshList()
  expect(wrong.find(({ id }) => id === lamp.id)?.available).toBe(9)
  const process = await openShop({ database: two.database })
  try {
    expect((await listOf(process)).find(({ id }) => id === lamp.id)?.available).toBe(9)
    await run(two.shop(1).useCases.auditStock({ repair: true }))
    expect((await listOf(process)).find(({ id }) => id === lamp.id)?.available).toBe(7)
  } finally {
    await process.close()
  }
})

test("subscribers receive no event of a catalogue change", async () => {
  const { outbox } = two.reader
  await run(outbox.lease("catalogue", { holder: "me", seconds: 60, from: "now" }))
  await addShirt(two.shop(0), "not announced")
  await two.place(0)
  const events = await run(outbox.next("catalogue", 100))
  expect(events.map(({ event }) => event._tag)).toEqual(["OrderPlaced"])
})
