import { expect, it } from "vitest"
import { openInMemory } from "../../adapters/persistence/in-memory/in-memory.ts"
import { contentsOf, nameFor, orderValues, writeOrders } from "../../adapters/persistence/postgres/order-writes.ts"
import { NOON, run, shopOver } from "../../adapters/testing/contracts/shop.ts"
import type { Adjustment } from "../../domain/order/adjustment.ts"

const parcel = { kind: "shipping", label: "Parcel", amount: 490, isIncluded: false } as const
const included = { kind: "tax", label: "VAT", amount: 78, isIncluded: true } as const

it("a batch without metadata and adjustments sends no parameter for them", async () => {
  const shop = shopOver(openInMemory())
  const { id: product } = await shop.product({ stock: 9 })
  const buyer = await shop.account()
  type Data = { readonly n: number } | null
  const callOf = async (metadata: Data, adjustments: ReadonlyArray<Adjustment> = [], ofLine = metadata) => {
    const lines = [{ product, quantity: 1, metadata: ofLine }]
    return { placement: await run(shop.decide(buyer, lines, null, NOON, metadata, adjustments)), claim: null }
  }
  const statementOf = (calls: ReadonlyArray<Awaited<ReturnType<typeof callOf>>>) => {
    const contents = contentsOf(calls)
    const text = writeOrders("shopwright", contents, "true", 1)
    return { name: nameFor("place", contents), text, values: orderValues(calls, contents) }
  }
  const plain = statementOf([await callOf(null), await callOf(null)])
  expect([plain.name, plain.values.length, /metadata|adjustment/.test(plain.text)]).toEqual(["place orders", 16, false])
  const described = statementOf([await callOf(null), await callOf({ n: 1 })])
  expect([described.name, described.values.length]).toEqual(["place described orders", 18])
  const each = [null, '{"n":1}']
  expect(described.values.slice(-2)).toEqual([each, each])
  const line = statementOf([await callOf(null), await callOf(null, [], { n: 1 })])
  expect([line.name, ...line.values.slice(-2)]).toEqual(["place described orders", [null, null], each])
  const adjusted = statementOf([await callOf(null), await callOf(null, [parcel, included])])
  expect([adjusted.name, adjusted.values.length]).toEqual(["place adjusted orders", 18])
  expect(adjusted.values.slice(-2)).toEqual([
    [null, JSON.stringify([parcel, included])],
    [null, 490],
  ])
  const both = statementOf([await callOf({ n: 1 }, [parcel])])
  expect([both.name, both.values.length]).toEqual(["place adjusted described orders", 20])
})
