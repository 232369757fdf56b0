import { expect, it } from "vitest"
import { openInMemory } from "../../adapters/persistence/in-memory/in-memory.ts"
import { contentsOf, nameFor, orderValues, writeOrders } from "../../adapters/persistence/postgres/order-writes.ts"
import { NOON, run, shopOver } from "../../adapters/testing/contracts/shop.ts"

it("a batch without metadata sends no parameter for it", async () => {
  const shop = shopOver(openInMemory())
  const { id: product } = await shop.product({ stock: 9 })
  const buyer = await shop.account()
  const callOf = async (metadata: { readonly n: number } | null) => ({
    placement: await run(shop.decide(buyer, [{ product, quantity: 1 }], null, NOON, metadata)),
    claim: null,
  })
  const statementOf = (calls: ReadonlyArray<Awaited<ReturnType<typeof callOf>>>) => {
    const contents = contentsOf(calls)
    const text = writeOrders("shopwright", contents, "true", 1)
    return { name: nameFor("place", contents), text, values: orderValues(calls, contents) }
  }
  const plain = statementOf([await callOf(null), await callOf(null)])
  expect([plain.name, plain.values.length, plain.text.includes("metadata")]).toEqual(["place orders", 16, false])
  const described = statementOf([await callOf(null), await callOf({ n: 1 })])
  expect([described.name, described.values.length]).toEqual(["place described orders", 17])
  expect(described.values.at(-1)).toEqual([null, '{"n":1}'])
})
