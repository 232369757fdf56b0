import { Effect, Fiber, Result } from "effect"
import fc from "fast-check"
import { describe, expect } from "vitest"
import { changeStatus } from "../../../domain/order/change-status.ts"
import { contractTestsOf } from "./contract-test.ts"
import { LATER, run, shopOver } from "./shop.ts"
import type { Subject } from "./subject.ts"

/** A caller that ends at any moment, as a process does that is killed between two writes. */
export const interruptionsContract = ({ withEmptyStore, openAgain }: Subject): void => {
  describe("interrupted calls", () => {
    const it = contractTestsOf("interrupted calls")

    it("place or cancel an order with its stock, or do nothing", { law: "all or nothing" }, () =>
      withEmptyStore(async (store) => {
        const shop = shopOver(store)
        const [buyer, { id: product }] = [await shop.account(), await shop.product({ stock: 1000 })]
        const placing = (quantity: number) =>
          Effect.flatMap(shop.decide(buyer, [{ product, quantity }]), store.orders.ledger.record)
        const cancelling = async (quantity: number) => {
          const change = Result.getOrThrow(changeStatus(await run(placing(quantity)), "cancelled", LATER))
          if (change === null) throw new Error("the order is cancelled already")
          return store.orders.ledger.recordStatusChange(change)
        }
        const interrupted = fc.asyncProperty(
          fc.record({
            cancels: fc.boolean(),
            quantity: fc.integer({ min: 1, max: 9 }),
            yields: fc.nat(6),
            milliseconds: fc.nat(2),
          }),
          async ({ cancels, quantity, yields, milliseconds }) => {
            await endAfter(cancels ? await cancelling(quantity) : placing(quantity), yields, milliseconds)
            const after = openAgain === null ? store : await openAgain(store)
            try {
              const orders = await run(after.orders.orders.page({ owner: buyer.id, limit: 1000 }))
              const bound = orders.filter(({ status }) => status !== "cancelled").flatMap(({ lines }) => lines)
              const pieces = bound.reduce((sum, line) => sum + line.quantity, 0)
              expect(await shopOver(after).available(product)).toBe(1000 - pieces)
              expect(await run(after.stock.audit.audit())).toEqual([])
            } finally {
              if (openAgain !== null) await after.close()
            }
          },
        )
        await fc.assert(interrupted, { numRuns: 15 })
      }),
    )
  })
}

/** Starts a call and interrupts it. */
const endAfter = (call: Effect.Effect<unknown, unknown>, yields: number, milliseconds: number): Promise<void> =>
  run(
    Effect.gen(function* () {
      const fiber = yield* Effect.forkChild(Effect.exit(call))
      for (let i = 0; i < yields; i++) yield* Effect.yieldNow
      if (milliseconds > 0) yield* Effect.sleep(milliseconds)
      yield* Fiber.interrupt(fiber)
    }),
  )
