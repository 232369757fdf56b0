import { Effect, Result } from "effect"
import { describe, expect } from "vitest"
import { type Account, AccountId } from "../../../domain/account/account.ts"
import { UnknownAccount } from "../../../domain/account/errors.ts"
import { money } from "../../../domain/catalog/money.ts"
import { changeStatus, type StatusChange } from "../../../domain/order/change-status.ts"
import { OrderId } from "../../../domain/order/order.ts"
import { contractTestsOf } from "./contract-test.ts"
import { errorOf, LATER, NOON, race, run } from "./shop.ts"
import type { Subject } from "./subject.ts"

export const orderLedgerContract = ({ store, shop }: Subject): void => {
  /** A buyer's order of two products: 3 of 10 of the first, 2 of 5 of the second. */
  const twoProductOrder = async () => {
    const buyer = await shop().account()
    const [a, b] = [await shop().product({ stock: 10 }), await shop().product({ stock: 5 })]
    const order = await shop().place(buyer, [
      { product: a.id, quantity: 3 },
      { product: b.id, quantity: 2 },
    ])
    const available = async () => [await shop().available(a.id), await shop().available(b.id)]
    return { buyer, a, b, order, available }
  }

  describe("order ledger: placing", () => {
    const it = contractTestsOf("order ledger: placing")

    it("returns the order as decided, and reserves its stock", { law: "conservation of stock" }, async () => {
      const { buyer, a, b, order, available } = await twoProductOrder()
      expect(order).toMatchObject({
        account: buyer.id,
        status: "created",
        delivery: null,
        createdAt: NOON,
        updatedAt: NOON,
      })
      expect(order.lines).toMatchObject([
        { product: a.id, variant: null, quantity: 3, price: 1000 },
        { product: b.id, variant: null, quantity: 2, price: 1000 },
      ])
      expect(await run(store().orders.orders.find(order.id))).toMatchObject(order)
      expect(await available()).toEqual([7, 3])
    })

    it("reserves stock of the named variant and of no other", { law: "conservation of stock" }, async () => {
      const shirt = await shop().withVariants({ size: "S", stock: 4 }, { size: "L", stock: 4 })
      const line = { product: shirt.id, variant: shirt.variants[1]?.id, quantity: 3 }
      const order = await shop().place(await shop().account(), [line])
      expect(order.lines).toMatchObject([line])
      expect((await shop().find(shirt.id)).variants.map((variant) => variant.available)).toEqual([4, 1])
    })

    it("rejects orders of unknown accounts without affecting other orders in the batch", async () => {
      const buyer = await shop().account()
      const { id: product } = await shop().product({ stock: 10 })
      const unknown = { ...buyer, id: AccountId(999_999_999) }
      const strange = { ...buyer, id: AccountId(2 ** 31) }
      const line = [{ product, quantity: 1 }]
      const placing = (who: Account) => Effect.flatMap(shop().decide(who, line), store().orders.ledger.record)
      const ends = await race([unknown, buyer, strange, buyer].map(placing))
      const refused = ({ id }: Account) => Result.fail(new UnknownAccount({ account: id }))
      expect([ends[0], ends[2]]).toEqual([refused(unknown), refused(strange)])
      expect([ends[1], ends[3]].map((end) => end !== undefined && Result.isSuccess(end))).toEqual([true, true])
      expect(await shop().available(product)).toBe(8)
    })

    it("sells the last piece, and rejects the next order", { law: "no overselling" }, async () => {
      const buyer = await shop().account()
      const { id: product } = await shop().product({ stock: 1 })
      await shop().place(buyer, [{ product, quantity: 1 }])
      expect(await errorOf(shop().placing(buyer, [{ product, quantity: 1 }]))).toMatchObject({
        requested: 1,
        available: 0,
      })
      expect(await shop().available(product)).toBe(0)
    })

    it("adds up two lines of one stock item", { law: "conservation of stock" }, async () => {
      const buyer = await shop().account()
      const { id: product } = await shop().product({ stock: 5 })
      const lines = [3, 3].map((quantity) => ({ product, quantity }))
      expect(await errorOf(shop().placing(buyer, lines))).toMatchObject({ requested: 6, available: 5 })
      expect(await shop().available(product)).toBe(5)
      await shop().place(
        buyer,
        [3, 2].map((quantity) => ({ product, quantity })),
      )
      expect(await shop().available(product)).toBe(0)
    })

    it("writes nothing when one of many lines exceeds the stock", { law: "all or nothing" }, async () => {
      const buyer = await shop().account()
      const products = await Promise.all(Array.from({ length: 5 }, () => shop().product({ stock: 2 })))
      const lines = products.map(({ id }, i) => ({ product: id, quantity: i === 3 ? 3 : 2 }))
      expect((await errorOf(shop().placing(buyer, lines)))._tag).toBe("OutOfStock")
      for (const { id } of products) expect(await shop().available(id)).toBe(2)
      expect(await shop().ordersOf(buyer)).toEqual([])
    })

    it("names the first stock item in ascending order that is short, with the quantities", async () => {
      const buyer = await shop().account()
      const products = [
        await shop().product({ stock: 9 }),
        await shop().product({ stock: 2 }),
        await shop().product({ stock: 1 }),
      ]
      const lines = products.map(({ id }, i) => ({ product: id, quantity: 3 + i })).reverse()
      const { order } = await run(shop().decide(buyer, lines))
      expect(await errorOf(shop().placing(buyer, lines))).toMatchObject({
        _tag: "OutOfStock",
        stockItem: order.lines[1]?.stockItem,
        requested: 4,
        available: 2,
      })
    })

    it("stores the decided price, not the current price of the product", {
      law: "the total is the sum of the snapshots",
    }, async () => {
      const buyer = await shop().account()
      const { id: product } = await shop().product({ stock: 5, price: 70 })
      const placement = await run(shop().decide(buyer, [{ product, quantity: 1 }]))
      const price = Result.getOrThrow(money(140))
      const lines = placement.order.lines.map((line) => ({ ...line, price }))
      const { id } = await run(store().orders.ledger.record({ ...placement, order: { ...placement.order, lines } }))
      expect((await run(store().orders.orders.find(id)))?.lines).toMatchObject([{ price: 140 }])
    })
  })

  describe("order ledger: amending", () => {
    const it = contractTestsOf("order ledger: amending")

    it("releases exactly the reserved stock when an order is cancelled", { law: "cancel undoes place" }, async () => {
      const { order, available } = await twoProductOrder()
      await shop().amend(order, "cancelled")
      expect(await available()).toEqual([10, 5])
    })

    it("removes shipped stock for good", { law: "conservation of stock" }, async () => {
      const { buyer, a, b, order, available } = await twoProductOrder()
      const shipped = await shop().amend(order, "shipped")
      expect(await available()).toEqual([7, 3])
      await shop().amend(shipped, "delivered")
      expect(await available()).toEqual([7, 3])
      const rest = await shop().place(buyer, [
        { product: a.id, quantity: 7 },
        { product: b.id, quantity: 3 },
      ])
      await shop().amend(rest, "cancelled")
      expect(await available()).toEqual([7, 3])
    })

    it("moves no stock when an order is paid", { law: "conservation of stock" }, async () => {
      const { order, available } = await twoProductOrder()
      const paid = await shop().amend(order, "paid")
      expect(await available()).toEqual([7, 3])
      await shop().amend(paid, "cancelled")
      expect(await available()).toEqual([10, 5])
    })

    it("writes the new status and its time, and changes nothing else of this or other orders", async () => {
      const { buyer, a, order } = await twoProductOrder()
      const other = await shop().place(buyer, [{ product: a.id, quantity: 1 }])
      await shop().amend(order, "paid")
      expect(await run(store().orders.orders.find(order.id))).toMatchObject({
        ...order,
        status: "paid",
        updatedAt: LATER,
      })
      expect(await run(store().orders.orders.find(other.id))).toMatchObject(other)
    })

    it("rejects a change decided from an outdated status, and changes nothing", {
      law: "no lost update",
    }, async () => {
      const { order, available } = await twoProductOrder()
      const paid = await shop().amend(order, "paid", NOON)
      for (const to of ["cancelled", "shipped", "paid"] as const)
        expect(await errorOf(shop().amending(order, to))).toMatchObject({ _tag: "OrderStatusConflict" })
      expect(await run(store().orders.orders.find(order.id))).toMatchObject(paid)
      expect(await available()).toEqual([7, 3])
    })

    it("releases stock once when the same cancellation is repeated", { law: "cancel undoes place" }, async () => {
      const { order, available } = await twoProductOrder()
      await shop().amend(order, "cancelled")
      expect(await errorOf(shop().amending(order, "cancelled"))).toMatchObject({ _tag: "OrderStatusConflict" })
      expect(await available()).toEqual([10, 5])
    })

    it("reports a status conflict for an unknown order", async () => {
      const { order } = await twoProductOrder()
      const unknown = { ...order, id: OrderId(999_999_999) }
      expect(await errorOf(shop().amending(unknown, "paid"))).toMatchObject({ _tag: "OrderStatusConflict" })
    })

    for (const kind of ["release", "ship"] as const)
      it(`fails and changes nothing when a ${kind} exceeds the reserved quantity`, {
        law: "all or nothing",
      }, async () => {
        const { order, available } = await twoProductOrder()
        const movements = order.lines.map(({ stockItem }) => ({ stockItem, kind, quantity: 3 }))
        const legal = Result.getOrThrow(changeStatus(order, "shipped", LATER))
        if (legal === null) throw new Error("the order is shipped already")
        const impossible: StatusChange = { ...legal, movements }
        const end = await Effect.runPromiseExit(store().orders.ledger.recordStatusChange(impossible))
        expect(end).toMatchObject({ _tag: "Failure", cause: { reasons: [{ _tag: "Die" }] } })
        expect(await run(store().orders.orders.find(order.id))).toMatchObject(order)
        expect(await available()).toEqual([7, 3])
        await shop().amend(order, "cancelled")
        expect(await available()).toEqual([10, 5])
      })
  })
}
