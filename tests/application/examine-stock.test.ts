import { Effect } from "effect"
import { expect, it } from "vitest"
import { makeExamineStock } from "../../application/stock/examine-stock.ts"
import { run } from "./test-shop.ts"

it("repairs only where it is told to", async () => {
  const asked: Array<string> = []
  const note = (what: string) => () =>
    Effect.sync(() => {
      asked.push(what)
      return []
    })
  const examineStock = makeExamineStock({ books: { examine: note("examine"), repair: note("repair") } })
  await run(examineStock({ repair: false }))
  expect(asked).toEqual(["examine"])
  await run(examineStock({ repair: true }))
  expect(asked).toEqual(["examine", "repair"])
})
