import { Result } from "effect"
import { Client, Pool } from "pg"
import { afterAll, beforeAll, expect, test } from "vitest"
import { openShop } from "../../composition/open-shop.ts"
import type { Shop } from "../../composition/shop.ts"
import { money } from "../../domain/catalog/money.ts"
import type { Product } from "../../domain/catalog/product.ts"
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

test("a list shows what any process and any SQL client committed before the request", {
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
    async (_shop, n) =>
      psql.query("update shopwright.product set name = $1 where id = $2", [
        `by SQL ${n}`,
        (await anyOf(two.shop(n))).product,
      ]),
    async () =>
      psql.query(
        "update shopwright.variant set color = color || '!' where id = (select min(id) from shopwright.variant)",
      ),
  ]
  for (let n = 0; n < 120; n++) {
    await changes[roll(changes.length)]?.(two.shop(roll(2)), n)
    const listed = [await listOf(two.shop(0)), await listOf(two.shop(1))]
    expect(listed[0]).toEqual(listed[1])
    if (n % 10 === 9) expect(listed[0]).toEqual(await freshList())
  }
})

test("a transaction that began before a list and commits after it is visible in the next list", async () => {
  const [target] = two.products
  const nameIn = (products: ReadonlyArray<Product>) => products.find(({ id }) => id === target?.id)?.name
  await psql.query("begin")
  await psql.query("update shopwright.product set name = 'late' where id = $1", [target?.id])
  // Later transactions commit in between, and lists are read.
  await two.place(0)
  for (const shop of two.shops) expect(nameIn(await listOf(shop))).not.toBe("late")
  await two.place(1)
  for (const shop of two.shops) expect(nameIn(await listOf(shop))).not.toBe("late")
  await psql.query("commit")
  for (const shop of two.shops) expect(nameIn(await listOf(shop))).toBe("late")
})

test("a product that was deleted with SQL is no longer listed", async () => {
  const doomed = await addShirt(two.shop(0), "doomed")
  for (const shop of two.shops) expect((await listOf(shop)).map(({ id }) => id)).toContain(doomed.id)
  await psql.query(`
    begin;
    delete from shopwright.stock_movement where sku in (select sku from shopwright.stock_level where product = ${doomed.id});
    delete from shopwright.stock_level where product = ${doomed.id};
    delete from shopwright.variant where product = ${doomed.id};
    delete from shopwright.product where id = ${doomed.id};
    commit`)
  await addShirt(two.shop(1), "successor")
  for (const shop of two.shops) expect(await listOf(shop)).toEqual(await freshList())
})

test("an unchanged list is not read again; after a change only the changed part is read", async () => {
  const pool = new Pool({ connectionString: two.database.url, max: 4 })
  let rows = 0
  const query = pool.query.bind(pool) as (statement: unknown) => Promise<{ readonly rows: ReadonlyArray<unknown> }>
  Object.assign(pool, {
    query: async (statement: unknown) => {
      const found = await query(statement)
      rows += found.rows.length
      return found
    },
  })
  const readBy = async <A>(work: () => Promise<A>): Promise<readonly [A, number]> => {
    const before = rows
    return [await work(), rows - before]
  }
  const shop = await openShop({ database: { pool } })
  try {
    const first = await listOf(shop)
    expect(first.length).toBeGreaterThan(5)
    const [again, few] = await readBy(() => listOf(shop))
    expect(again).toBe(first)
    expect(few).toBe(1)
    await two.place(0)
    const [changed, some] = await readBy(() => listOf(shop))
    expect(some).toBeLessThanOrEqual(3)
    expect(changed.filter((product, i) => product !== first[i]).map(({ id }) => id)).toEqual([two.products[0]?.id])
  } finally {
    await shop.close()
    await pool.end()
  }
})
