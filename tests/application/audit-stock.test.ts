import { Effect } from "effect"
import { expect, it } from "vitest"
import { makeAuditStock } from "../../application/stock/audit-stock.ts"
import { run } from "./test-shop.ts"

it("repairs stock levels only when asked to", async () => {
  const asked: Array<string> = []
  const note = (what: string) => () =>
    Effect.sync(() => {
      asked.push(what)
      return []
    })
  const auditStock = makeAuditStock({ audit: { audit: note("audit"), reconcile: note("reconcile") } })
  await run(auditStock({ repair: false }))
  expect(asked).toEqual(["audit"])
  await run(auditStock({ repair: true }))
  expect(asked).toEqual(["audit", "reconcile"])
})
