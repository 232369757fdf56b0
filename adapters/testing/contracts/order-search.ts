import fc from "fast-check"
import { describe, expect } from "vitest"
import type { OrderCursor, OrderQuery } from "../../../application/ports/search.ts"
import { AccountId } from "../../../domain/account/account.ts"
import type { Order } from "../../../domain/order/order.ts"
import { orderStatuses } from "../../../domain/order/status.ts"
import { contractTestsOf } from "./contract-test.ts"
import { NO_PRODUCT, run, shopOver } from "./shop.ts"
import type { Subject } from "./subject.ts"

/** Few times, so that several orders share one. They do not follow the order of the ids. */
const TIMES = [3, 1, 2, 2, 5, 4].map((minute) => new Date(Date.UTC(2026, 2, 1, 12, minute)))

/** A store that omits the search ports passes. */
export const orderSearchContract = ({ withEmptyStore }: Subject): void => {
  describe("order search", () => {
    const it = contractTestsOf("order search")

    it("returns the orders that meet every condition, page by page, in both directions", () =>
      withEmptyStore(async (store) => {
        const search = store.search?.orderSearch
        if (search === undefined) return
        const shop = shopOver(store)
        const buyers = [await shop.account(), await shop.account()]
        const products = [await shop.product({ stock: 99 }), await shop.product({ stock: 99 })]
        const orders: Array<Order & { readonly username: string | null }> = []
        for (let i = 0; i < 24; i++) {
          const buyer = buyers[i % 2]
          const lines = products
            .filter((_, n) => (i % 3) + 1 !== n + 1)
            .flatMap(({ id }) => [1, 2].map((quantity) => ({ product: id, quantity })))
          if (buyer === undefined) throw new Error("no buyer")
          const placed = await shop.place(buyer, lines, null, TIMES[i % TIMES.length])
          const to = orderStatuses[i % 4]
          const order =
            to === undefined || to === "created" || to === "delivered" ? placed : await shop.amend(placed, to)
          orders.push({ ...order, username: buyer.username })
        }

        const expected = ({ owner, statuses, placedFrom, placedBefore, product, sort }: Omit<OrderQuery, "limit">) =>
          orders
            .filter(
              (order) =>
                (owner === "all" || order.account === owner) &&
                (statuses?.includes(order.status) ?? true) &&
                order.createdAt >= (placedFrom ?? new Date(0)) &&
                order.createdAt < (placedBefore ?? new Date(8e15)) &&
                (product === undefined || order.lines.some((line) => line.product === product)),
            )
            .toSorted((a, b) => (a.createdAt.getTime() - b.createdAt.getTime() || a.id - b.id) * signOf(sort))

        const walk = async (query: OrderQuery) => {
          const found: Array<Order> = []
          for (let after: OrderCursor | undefined; ; ) {
            const page = await run(search.page({ ...query, after }))
            found.push(...page)
            if (page.length < query.limit) return found
            after = page.at(-1)
          }
        }
        const anyQuery: fc.Arbitrary<OrderQuery> = fc.record({
          owner: fc.constantFrom<OrderQuery["owner"]>("all", ...buyers.map(({ id }) => id), AccountId(999_999)),
          statuses: fc.option(fc.subarray([...orderStatuses]), { nil: undefined }),
          placedFrom: fc.option(fc.constantFrom(...TIMES), { nil: undefined }),
          placedBefore: fc.option(fc.constantFrom(...TIMES), { nil: undefined }),
          product: fc.option(fc.constantFrom(...products.map(({ id }) => id), NO_PRODUCT), { nil: undefined }),
          sort: fc.constantFrom("newest", "oldest"),
          limit: fc.integer({ min: 3, max: 30 }),
        })
        const matches = fc.asyncProperty(anyQuery, async (query) => {
          expect(await walk(query)).toEqual(expected(query))
        })
        await fc.assert(matches, { numRuns: 40 })
      }))

    it("finds orders by the phone number of the delivery, however it is written", () =>
      withEmptyStore(async (store) => {
        const search = store.search?.orderSearch
        if (search === undefined) return
        const shop = shopOver(store)
        const buyer = await shop.account()
        const { id: product } = await shop.product({ stock: 99 })
        const phones = ["+44 117 496 0123", "(0117) 4960123", "0117 496 0124", "", null]
        const ids: Array<number> = []
        for (const phone of phones) {
          const delivery = phone === null ? null : { address: "1 Harbour Road", phone }
          ids.push((await shop.place(buyer, [{ product, quantity: 1 }], delivery)).id)
        }
        const found = async (phone: string) =>
          (await run(search.page({ owner: "all", phone, sort: "oldest", limit: 9 }))).map(({ id }) => id)
        expect(await found("0044-117-496-0123")).toEqual(ids.slice(0, 2))
        expect(await found("4960124")).toEqual([])
        expect(await found("01174960124")).toEqual([ids[2]])
        expect(await found("12345678")).toEqual([])
      }))
  })
}

const signOf = (sort: OrderQuery["sort"]): 1 | -1 => (sort === "oldest" ? 1 : -1)
