import { Effect, Stream } from "effect"
import fc from "fast-check"
import { describe, expect } from "vitest"
import { CHUNK_SIZE, makeListOrders, makeStreamOrders } from "../../../application/order/list-orders.ts"
import { makePageOrders } from "../../../application/order/page-orders.ts"
import type { Account } from "../../../domain/account/account.ts"
import type { Actor } from "../../../domain/account/actor.ts"
import { type Order, OrderId } from "../../../domain/order/order.ts"
import { contractTestsOf } from "./contract-test.ts"
import { forAll } from "./for-all.ts"
import { run } from "./shop.ts"
import type { Subject } from "./subject.ts"

const idsOf = (orders: ReadonlyArray<Order>) => orders.map(({ id }) => id)

/** Lists longer than one read of the store. */
export const orderListsContract = ({ store, shop }: Subject): void => {
  const admin = (of: Account): Actor => ({ ...of, isAdmin: true })
  const listOf = (actor: Actor, filter = {}) => run(makeListOrders(store().orders)(actor, filter))
  const streamOf = (actor: Actor, filter = {}) =>
    run(Stream.runCollect(makeStreamOrders(store().orders)(actor, filter)))
  const pageOf = (actor: Actor, limit: number, after?: OrderId) =>
    run(makePageOrders(store().orders)(actor, { limit, after }))

  const placeMany = async (buyer: Account, count: number): Promise<Array<OrderId>> => {
    const { id: product } = await shop().product({ stock: count })
    const placing = Array.from({ length: count }, () => shop().placing(buyer, [{ product, quantity: 1 }]))
    return idsOf(await run(Effect.all(placing, { concurrency: "unbounded" }))).toSorted((a, b) => a - b)
  }

  const walk = async (actor: Actor, limit: number, between: () => Promise<unknown> = async () => {}) => {
    const pages: Array<ReadonlyArray<OrderId>> = []
    for (let after: OrderId | undefined; ; ) {
      const { orders, next } = await pageOf(actor, limit, after)
      pages.push(idsOf(orders))
      if (pages.length > 10_000) throw new Error("the walk has no end")
      if (next === null) return pages
      after = next
      await between()
    }
  }

  describe("long order lists", () => {
    const it = contractTestsOf("long order lists")

    it("are empty when there are no orders", async () => {
      const buyer = await shop().account()
      expect(await listOf(buyer)).toEqual({ first: [], rest: null })
      expect(await streamOf(buyer)).toEqual([])
      expect(await pageOf(buyer, 1)).toEqual({ orders: [], next: null })
    })

    it("continue after a full portion, and only then", async () => {
      const buyer = await shop().account()
      const ids = await placeMany(buyer, CHUNK_SIZE - 1)
      expect((await listOf(buyer)).rest).toBeNull()
      ids.push(...(await placeMany(buyer, 1)))
      const full = await listOf(buyer)
      expect(idsOf(full.first)).toEqual(ids)
      expect(full.rest && (await run(Stream.runCollect(full.rest)))).toEqual([])
      ids.push(...(await placeMany(buyer, 1)))
      const { first, rest } = await listOf(buyer)
      expect(idsOf(first)).toEqual(ids.slice(0, CHUNK_SIZE))
      expect(rest && idsOf(await run(Stream.runCollect(rest)))).toEqual(ids.slice(CHUNK_SIZE))
      expect(idsOf(await streamOf(buyer))).toEqual(ids)
      expect(idsOf(await streamOf(admin(buyer), { owner: buyer.id }))).toEqual(ids)
      expect(idsOf(await streamOf(admin(buyer))).filter((id) => id >= (ids[0] ?? 0))).toEqual(ids)
    })

    it("are the same page by page, for any page size", async () => {
      const [ann, bob] = [await shop().account(), await shop().account()]
      const [anns, bobs] = [await placeMany(ann, 7), await placeMany(bob, 3)]
      for (const limit of [1, 2, 3, 6, 7, 8]) {
        const pages = await walk(ann, limit)
        expect(pages.flat()).toEqual(anns)
        expect(pages).toHaveLength(Math.ceil(7 / limit))
      }
      expect((await walk(bob, 2)).flat()).toEqual(bobs)
      const all = (await walk(admin(ann), 4)).flat()
      expect(all).toEqual(idsOf(await streamOf(admin(ann))))
    })

    it("show every existing order once while other orders are placed between pages", async () => {
      const buyer = await shop().account()
      const ids = await placeMany(buyer, 12)
      const { id: product } = await shop().product({ stock: 9 })
      let more = 3
      const walked = (
        await walk(buyer, 5, async () => {
          if (more-- > 0) await shop().place(buyer, [{ product, quantity: 1 }])
        })
      ).flat()
      expect(walked.slice(0, 12)).toEqual(ids)
      expect(walked).toEqual([...new Set(walked)])
    })

    it("contain only the requested statuses", async () => {
      const [ann, bob] = [await shop().account(), await shop().account()]
      const { id: product } = await shop().product({ stock: 99 })
      const placed = []
      for (const buyer of [ann, bob, ann, ann, bob, ann])
        placed.push(await shop().place(buyer, [{ product, quantity: 1 }]))
      const [a1, b1, a2, a3, b2, a4] = placed.map(({ id }) => id)
      for (const i of [0, 1]) await shop().amend(placed[i] as Order, "paid")
      await shop().amend(placed[3] as Order, "cancelled")
      const of = async (actor: Actor, ...statuses: ReadonlyArray<Order["status"]>) =>
        idsOf(await streamOf(actor, { statuses })).filter((id) => id >= (a1 as OrderId))
      expect(await of(ann, "paid", "cancelled")).toEqual([a1, a3])
      expect(await of(ann, "created")).toEqual([a2, a4])
      expect(await of(ann)).toEqual([])
      expect(await of(admin(ann), "paid")).toEqual([a1, b1])
      expect(await of(admin(ann), "cancelled", "created", "cancelled")).toEqual([a2, a3, b2, a4])
      expect(await of(admin(ann))).toEqual([])
      const statuses = ["created", "paid"] as const
      const page = await run(store().orders.orders.page({ owner: "all", statuses, after: a1, limit: 2 }))
      expect(idsOf(page)).toEqual([b1, a2])
    })

    it("show orders of other accounts to admins only", async () => {
      const [ann, bob] = [await shop().account(), await shop().account()]
      const anns = await placeMany(ann, 2)
      expect(idsOf(await streamOf(admin(bob), { owner: ann.id }))).toEqual(anns)
      expect(await streamOf(bob, { owner: ann.id })).toEqual([])
      expect((await listOf(bob, { owner: ann.id })).first).toEqual([])
    })

    it("return the right orders to each of many concurrent requests", async () => {
      const [ann, bob] = [await shop().account(), await shop().account()]
      const [anns, bobs] = [await placeMany(ann, 4), await placeMany(bob, 3)]
      const page = (owner: Account, limit: number, after = OrderId(0)) =>
        Effect.map(store().orders.orders.page({ owner: owner.id, limit, after }), idsOf)
      const questions = [page(ann, 2), page(bob, 9), page(ann, 2, anns[0]), page(ann, 2), page(ann, 9, anns[3])]
      expect(await run(Effect.all(questions, { concurrency: "unbounded" }))).toEqual([
        anns.slice(0, 2),
        bobs,
        anns.slice(1, 3),
        anns.slice(0, 2),
        [],
      ])
    })

    it("show every order once in pages of any size", async () => {
      const { id: product } = await shop().product({ stock: 99 })
      await forAll(fc.tuple(fc.nat(7), fc.integer({ min: 1, max: 4 })), async ([count, limit]) => {
        const buyer = await shop().account()
        const placed = []
        for (let i = 0; i < count; i++) placed.push((await shop().place(buyer, [{ product, quantity: 1 }])).id)
        const shown = []
        for (let after: OrderId | undefined; ; after = shown.at(-1)) {
          const page = await run(store().orders.orders.page({ owner: buyer.id, after, limit }))
          shown.push(...page.map(({ id }) => id))
          if (page.length < limit) break
        }
        expect(shown).toEqual(placed)
      })
    })
  })
}
