import { afterAll, beforeAll, expect, it } from "vitest"
import { dice } from "../support/load.ts"
import { shopwright } from "../support/server-process.ts"
import { openTwoShops, run, type TwoShops } from "./two-shops.ts"

let two: TwoShops
let shirt: { readonly product: number; readonly variant: number; readonly stock_item: number }

beforeAll(async () => {
  two = await openTwoShops()
  const { admin, shops, books } = two
  const [lamp] = two.products
  if (lamp === undefined) throw new Error("no product")
  const variants = [{ size: "M", color: "red", stock: 10 }]
  const { id } = await run(shops[0].useCases.createProduct(admin, { ...lamp, name: "Shirt", stock: 0, variants }))
  const [row] = await books.rows<typeof shirt>(
    "select product, variant, stock_item from shopwright.stock_level where product = $1",
    [id],
  )
  if (row === undefined) throw new Error("no stock level")
  shirt = row
  const status = async (order: number, ...steps: ReadonlyArray<"paid" | "shipped" | "cancelled">) => {
    for (const step of steps)
      await run(shops[0].useCases.changeOrderStatus(admin, { order: (await two.place(order)).id, status: step }))
  }
  await status(3, "paid", "shipped", "cancelled")
})
afterAll(() => two?.close())

const doctor = async (...args: ReadonlyArray<string>) => {
  const { code, stdout, stderr } = await shopwright("doctor", "--database", two.database.url, ...args)
  // Whether the checkout has a folder of pictures depends on earlier runs.
  return { code, stdout, stderr: stderr.replace(/^pictures were not checked.*\n/, "") }
}
const healthy = { code: 0, stdout: "all stock levels match the orders and movements\n", stderr: "" }
const levels = () => two.books.rows("select * from shopwright.stock_level order by stock_item")

it("reports nothing for a healthy shop, and changes nothing", async () => {
  const before = await two.books.everything()
  expect(await doctor()).toEqual(healthy)
  expect(await run(two.shop(0).useCases.auditStock({ repair: true }))).toEqual([])
  expect(await two.books.everything()).toEqual(before)
})

it("reports a manual change of the stock, exits with code 1, and repairs it on request", {
  timeout: 90_000,
}, async () => {
  const before = await levels()
  const [lamp, other] = two.products
  await two.books.rows("update shopwright.stock_level set reserved = reserved + 2 where product = $1", [lamp?.id])
  await two.books.rows("update shopwright.stock_level set on_hand = on_hand - 3, reserved = 1 where stock_item = $1", [
    shirt.stock_item,
  ])
  const drifted = await levels()
  const item = `stock item ${shirt.stock_item}: product ${shirt.product} (Shirt), variant ${shirt.variant} (M, red)`
  const found = [
    expect.stringMatching(new RegExp(`^stock item \\d+: product ${lamp?.id} \\(Lamp\\): reserved is 3, expected 1`)),
    expect.stringContaining(`${item}: on hand is 7, expected 10`),
    expect.stringContaining(`${item}: reserved is 1, expected 0`),
  ]
  const seen = await doctor()
  expect(seen.code).toBe(1)
  expect(seen.stdout.trimEnd().split("\n")).toEqual(found)
  expect(seen.stdout).not.toContain("repaired")
  expect(seen.stdout).not.toContain(`product ${other?.id} `)
  expect(seen.stderr).toMatch(/^shopwright: 3 drifts found; --repair /)
  expect(await levels()).toEqual(drifted)

  const repaired = await doctor("--repair")
  expect(repaired).toMatchObject({ code: 0, stderr: "" })
  expect(repaired.stdout.match(/, repaired$/gm)).toHaveLength(3)
  expect(await levels()).toEqual(before)
})

it("does not repair when two records contradict each other", { timeout: 60_000 }, async () => {
  const [shipment] = await two.books.rows<{ id: string; stock_item: number }>(
    "select id, stock_item from shopwright.stock_movement where kind = 'ship'",
  )
  await two.books.rows("update shopwright.stock_movement set quantity = 5 where id = $1", [shipment?.id])
  const { code, stdout, stderr } = await doctor("--repair")
  expect({ code, stderr }).toEqual({
    code: 1,
    stderr: "shopwright: 2 drifts found; the rest needs a manual correction\n",
  })
  expect(stdout).toContain("shipped is 5, expected 1")
  expect(stdout).not.toContain("repaired")
  await two.books.rows("update shopwright.stock_movement set quantity = 1 where id = $1", [shipment?.id])
  expect(await run(two.shop(0).useCases.auditStock({ repair: false }))).toEqual([])
})

it("repairs while the shop sells, and never reports a consistent state", { timeout: 90_000 }, async () => {
  const roll = dice(11)
  let over = false
  let sold = 0
  const sell = async (n: number) => {
    while (!over) {
      const { id: order } = await two.place(n, 1 + roll(3))
      const status = (["paid", "shipped", "cancelled"] as const)[roll(3)] ?? "paid"
      await run(two.shop(n + 1).useCases.changeOrderStatus(two.admin, { order, status }))
      sold++
    }
  }
  const selling = Promise.all(Array.from({ length: 16 }, (_, n) => sell(n)))
  const { useCases } = two.shop(0)
  try {
    for (let look = 0; look < 60; look++) expect(await run(useCases.auditStock({ repair: false }))).toEqual([])
    const drifted = two.products[0]?.id
    for (let time = 0; time < 20; time++) {
      await two.books.rows("update shopwright.stock_level set reserved = reserved + 7 where product = $1", [drifted])
      expect(await run(useCases.auditStock({ repair: true }))).toMatchObject([{ what: "reserved", repaired: true }])
      expect(await two.books.faults()).toEqual([])
    }
  } finally {
    over = true
    await selling
  }
  expect(sold).toBeGreaterThan(100)
  expect(await run(useCases.auditStock({ repair: false }))).toEqual([])
})
