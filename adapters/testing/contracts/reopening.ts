import { Result } from "effect"
import fc from "fast-check"
import { describe, expect } from "vitest"
import { claimOf } from "../../../domain/order/idempotency.ts"
import { idempotencyKey } from "../../../domain/order/idempotency-key.ts"
import type { Store } from "../ports.ts"
import { contractTestsOf } from "./contract-test.ts"
import { freshName, NOON, run, shopOver } from "./shop.ts"
import type { Subject } from "./subject.ts"

const anyCommands = fc.array(
  fc.constantFrom("place", "place once", "cancel", "restock", "sign in", "rename" as const),
  {
    minLength: 1,
    maxLength: 6,
  },
)

/**
 * Data opened a second time, as by another process, or after a crash of the first one, which flushed nothing. For
 * adapters that state how to open it again.
 */
export const reopeningContract = ({ withEmptyStore, openAgain }: Subject): void => {
  if (openAgain === null) return
  const withBoth = (test: (first: Store, second: Store) => Promise<void>) =>
    withEmptyStore(async (first) => {
      const second = await openAgain(first)
      try {
        await test(first, second)
      } finally {
        await second.close()
      }
    })

  describe("data opened a second time", () => {
    const it = contractTestsOf("data opened a second time")

    it("shows what any commands through the first store have written", { law: "no lost update" }, () =>
      withBoth(async (first, second) => {
        const shop = shopOver(first)
        const [buyer, { id: product, category }] = [await shop.account(), await shop.product({ stock: 50 })]
        const commands = fc.asyncProperty(anyCommands, async (given) => {
          const lines = [{ product, quantity: 1 }]
          const order = await shop.place(buyer, lines)
          for (const command of given) {
            if (command === "place") await shop.place(buyer, lines)
            if (command === "restock") await run(shop.restocking({ product, quantity: 2 }))
            if (command === "rename")
              await run(first.catalog.categories.rename({ id: category, name: freshName("renamed") }))
            if (command === "place once") {
              const claim = claimOf(Result.getOrThrow(idempotencyKey(freshName("key"))), {
                lines: [{ product, variant: null, quantity: 1 }],
                delivery: null,
              })
              const once = await run(first.orders.ledger.recordOnce(await run(shop.decide(buyer, lines)), claim))
              const again = await run(shopOver(second).decide(buyer, lines))
              expect((await run(second.orders.ledger.recordOnce(again, claim))).id).toBe(once.id)
            }
            if (command === "sign in") {
              const tokenDigest = freshName("digest")
              const session = { account: buyer.id, passwordChangedAt: null, tokenDigest, openedAt: NOON }
              const id = await run(first.identity.sessions.open({ ...session, expiresAt: null }))
              expect(await run(second.identity.sessions.find(tokenDigest, NOON))).toMatchObject({ id })
            }
          }
          if (given.includes("cancel")) await shop.amend(order, "cancelled")
          const owner = { owner: buyer.id, limit: 1000 }
          expect(await run(second.orders.orders.page(owner))).toEqual(await run(first.orders.orders.page(owner)))
          expect(await run(second.catalog.products.list())).toEqual(await run(first.catalog.products.list()))
          expect(await run(second.catalog.categories.list())).toEqual(await run(first.catalog.categories.list()))
          expect(await run(second.stock.audit.audit())).toEqual([])
        })
        await fc.assert(commands, { numRuns: 8 })
      }),
    )

    it("gets ids that neither store has used before, also after a deletion", () =>
      withBoth(async (first, second) => {
        const used: Array<number> = []
        const steps = fc.array(fc.record({ isFirst: fc.boolean(), deletes: fc.boolean() }), { maxLength: 5 })
        const distinct = fc.asyncProperty(steps, async (given) => {
          for (const { isFirst, deletes } of given) {
            const { categories } = (isFirst ? first : second).catalog
            const { id } = await run(categories.add(freshName("category")))
            expect(used).not.toContain(id)
            used.push(id)
            if (deletes) await run(categories.remove(id))
          }
        })
        await fc.assert(distinct, { numRuns: 8 })
      }))
  })
}
