import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { Effect } from "effect"
import { afterAll, beforeAll, expect, it } from "vitest"
import { migrate, openShop } from "../../composition/open-shop.ts"
import { fill } from "../support/filled-shop.ts"
import { type Database, freshDatabase } from "../support/postgres.ts"

let media: string
let server: Database
let empty: Database
const given: Array<string> = []

beforeAll(async () => {
  media = mkdtempSync(join(tmpdir(), "shopwright-media-"))
  server = await freshDatabase()
  empty = await freshDatabase()
  await migrate({ url: server.url })
  await migrate({ url: empty.url })
  await fill(server.url, media)
  await using shop = await openShop({ database: { url: server.url }, media, backgroundWork: false })
  await Effect.runPromise(shop.useCases.exportShop(async ({ lines }) => void given.push(...lines)))
})
afterAll(async () => {
  rmSync(media, { recursive: true, force: true })
  await server.drop()
  await empty.drop()
})

const shipping = { kind: "shipping", label: "Parcel", amount: 400, isIncluded: false }
const discount = (amount: number) => ({ kind: "discount", label: "Voucher", amount, isIncluded: false })

/** Sets fields of the first record of a kind whose line contains a text. */
const altered =
  (kind: string, fields: object, containing = "") =>
  (lines: Array<string>): ReadonlyArray<string> => {
    const index = lines.findIndex((line) => line.startsWith(`{"${kind}"`) && line.includes(containing))
    const record = JSON.parse(lines[index] ?? "{}")
    return lines.with(index, JSON.stringify({ [kind]: { ...record[kind], ...fields } }))
  }

const cases: ReadonlyArray<[string, (lines: Array<string>) => ReadonlyArray<string>, string]> = [
  [
    "with a total of adjustments that differs from them",
    altered("orders", { adjustments: [shipping, discount(-90)], adjustment_total: 20 }),
    "orders.adjustment_total is 20, but the adjustments add 310 to the total",
  ],
  [
    "with a total of adjustments and none of them",
    altered("orders", { adjustments: null, adjustment_total: 20 }),
    "orders.adjustment_total is 20, but the order has no adjustments",
  ],
  [
    "with an adjustment that is none",
    altered("orders", { adjustments: [discount(5)], adjustment_total: 5 }),
    "orders.adjustments[0].amount: It is 5, and must be a whole number from ",
  ],
  [
    "with a discount above the price of the lines",
    altered("orders", { adjustments: [discount(-701)], adjustment_total: -701 }),
    "has orders.adjustment_total so far below 0 that the total of the order is -1",
  ],
  [
    "with a compared e-mail address that differs from the address",
    altered("account", { email: "Mia@example.com", email_key: "bob@example.com" }),
    "account.email_key is not the form of account.email that is compared",
  ],
  [
    "with a quantity on hand that differs from the movements",
    altered("stock_level", { on_hand: 41 }),
    "has a stock_level whose quantity on hand is 41, but orders and movements yield 38",
  ],
  [
    "with a reserved quantity that differs from open orders",
    altered("stock_level", { reserved: 1 }),
    "has a stock_level whose quantity reserved is 1, but orders and movements yield 0",
  ],
  [
    "with a level of another variant than its stock item",
    altered("stock_level", { variant: 1 }),
    "stock_level names another product or variant than its stock item 1",
  ],
  [
    "with a line of another product than its stock item",
    altered("order_line", { product: 2 }),
    "order_line names another product or variant than its stock item 1",
  ],
  [
    "with a line of an unknown stock item",
    altered("order_line", { stock_item: 99 }),
    "order_line.stock_item is 99, which does not exist",
  ],
  [
    "with a step that differs from the status of its order",
    altered("order_step", { status: "cancelled" }, "shipped"),
    "order_step.status is cancelled, but the order has the status shipped",
  ],
  [
    "with a step after the last one of its order",
    altered("order_step", { number: 7 }, "shipped"),
    "order_step.number is 7, but the order has version 3",
  ],
  [
    "with an event beyond the outbox",
    altered("event", { position: 9999 }, '"OrderStatusChanged"'),
    "event.position is 9999, but outbox.last_position is ",
  ],
  [
    "with an event beyond the version of its order",
    altered("event", { number: 9 }, '"OrderStatusChanged"'),
    "event.number is 9, but order/1 has version 3",
  ],
  [
    "with a subscriber beyond the outbox",
    altered("subscriber", { position: 9999 }),
    "subscriber.position is 9999, but outbox.last_position is ",
  ],
]

it.each(cases)("an export %s is rejected, and nothing is loaded", async (_, alter, message) => {
  const lines = alter([...given])
  const line = lines.findIndex((line, index) => line !== given[index]) + 1
  await using shop = await openShop({ database: { url: empty.url }, media, backgroundWork: false })
  const loaded = Effect.flip(shop.useCases.importShop(inOrder(lines)))
  expect(await Effect.runPromise(loaded)).toMatchObject({
    _tag: "InvalidExport",
    faults: [{ line, fault: expect.stringContaining(message) }],
    more: 0,
  })
  expect(await shop.isEmpty()).toBe(true)
})

async function* inOrder(lines: ReadonlyArray<string>): AsyncGenerator<string> {
  yield* lines
}
