import fc from "fast-check"
import { describe, expect } from "vitest"
import { contractTestsOf } from "./contract-test.ts"
import { forAll } from "./for-all.ts"
import { freshName, NOON, run, shopOver } from "./shop.ts"
import type { Subject } from "./subject.ts"

/** Changes of the clock in Berlin, New York and on Lord Howe Island, where it changes by half an hour. */
const changes = [
  "2026-03-29T01:00:00.000Z",
  "2026-10-25T01:00:00.000Z",
  "2026-03-08T07:00:00.000Z",
  "2026-11-01T06:00:00.000Z",
  "2026-04-04T15:00:00.000Z",
]
const HOUR = 3_600_000

const anyTimeNearChange = fc
  .tuple(fc.constantFrom(...changes), fc.integer({ min: -HOUR, max: HOUR }))
  .map(([change, offset]) => new Date(Date.parse(change) + offset))

/** A quarter of an hour before and after each change. */
const quarters = changes.flatMap((change) =>
  [-HOUR / 4, HOUR / 4].map((offset) => new Date(Date.parse(change) + offset)),
)

/** Times are instants. A store that keeps local times confuses those of the hour that a clock shows twice. */
export const clockChangesContract = ({ store, shop, withEmptyStore }: Subject): void => {
  describe("times near a change of the clock", () => {
    const it = contractTestsOf("times near a change of the clock")

    it("are kept exactly with an order", async () => {
      const [buyer, { id: product }] = [await shop().account(), await shop().product({ stock: 99 })]
      await forAll(
        anyTimeNearChange,
        async (at) => {
          const { id } = await shop().place(buyer, [{ product, quantity: 1 }], null, at)
          expect((await run(store().orders.orders.find(id)))?.createdAt).toEqual(at)
          expect((await run(store().orders.history.find(id)))?.steps[0]?.at).toEqual(at)
        },
        quarters,
      )
    })

    it("end a session exactly then", async () => {
      const { id: account } = await shop().account()
      await forAll(
        anyTimeNearChange,
        async (expiresAt) => {
          const tokenDigest = freshName("digest")
          const session = { account, passwordChangedAt: null, tokenDigest, openedAt: NOON, expiresAt }
          await run(store().identity.sessions.open(session))
          const isOpen = async (now: number) =>
            (await run(store().identity.sessions.find(tokenDigest, new Date(now)))) !== null
          expect(await isOpen(expiresAt.getTime() - 1)).toBe(true)
          expect(await isOpen(expiresAt.getTime())).toBe(false)
        },
        quarters,
      )
    })

    it("count orders in the period in which they were placed, and make them overdue in turn", () =>
      withEmptyStore(async (empty) => {
        const own = shopOver(empty)
        const [buyer, { id: product }] = [await own.account(), await own.product({ stock: 99 })]
        const placed: Array<number> = []
        await forAll(fc.tuple(anyTimeNearChange, anyTimeNearChange), async ([at, before]) => {
          await own.place(buyer, [{ product, quantity: 1 }], null, at)
          placed.push(at.getTime())
          const right = placed.filter((time) => time < before.getTime()).length
          const overdue = await run(empty.orders.overdue.unpaidSince(before, 100, new Date("2027-01-01T00:00:00.000Z")))
          expect(overdue).toHaveLength(right)
          const period = { starts: new Date("2026-01-01T00:00:00.000Z"), ends: before }
          const sales = empty.reports && (await run(empty.reports.reports.sales([period])))
          if (sales !== undefined) expect(sales.reduce((sum, { orders }) => sum + orders, 0)).toBe(right)
        })
      }))
  })
}
