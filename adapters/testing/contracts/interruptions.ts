import { Effect, Fiber, Result } from "effect"
import fc from "fast-check"
import { describe, expect } from "vitest"
import type { AccountId } from "../../../domain/account/account.ts"
import type { ProductId } from "../../../domain/catalog/product.ts"
import { changeStatus } from "../../../domain/order/change-status.ts"
import type { Store } from "../ports.ts"
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
        const after = openAgain === null ? store : await openAgain(store)
        const interrupted = fc.asyncProperty(
          fc.record({
            cancels: fc.boolean(),
            quantity: fc.integer({ min: 1, max: 9 }),
            yields: fc.nat(6),
            milliseconds: fc.nat(2),
          }),
          async ({ cancels, quantity, yields, milliseconds }) => {
            await endAfter(cancels ? await cancelling(quantity) : placing(quantity), yields, milliseconds)
            const seen = await readAtOnce(after, buyer.id, product)
            expect(seen.available).toBe(1000 - seen.pieces)
            expect(await run(after.stock.audit.audit())).toEqual([])
          },
        )
        try {
          await fc.assert(interrupted, { numRuns: 15 })
        } finally {
          if (openAgain !== null) await after.close()
        }
      }),
    )
  })
}

/** Returns the pieces in orders and what is available at one moment. An interrupted call may still take effect. */
const readAtOnce = async (store: Store, owner: AccountId, product: ProductId) => {
  const piecesInOrders = async (): Promise<number> =>
    (await run(store.orders.orders.page({ owner, limit: 1000 })))
      .filter(({ status }) => status !== "cancelled")
      .flatMap(({ lines }) => lines)
      .reduce((sum, line) => sum + line.quantity, 0)
  for (;;) {
    const pieces = await piecesInOrders()
    const available = await shopOver(store).available(product)
    if ((await piecesInOrders()) === pieces) return { pieces, available }
  }
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
