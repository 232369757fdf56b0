import { Result } from "effect"
import { describe, expect } from "vitest"
import type { Attempt } from "../../../application/ports/sign-in-attempts.ts"
import { contractTestsOf } from "./contract-test.ts"
import { freshName, NOON, race, run } from "./shop.ts"
import type { Subject } from "./subject.ts"

const DAY = 24 * 60 * 60
const noonPlus = (seconds: number): Date => new Date(NOON.getTime() + seconds * 1000)
const none = { count: 0, last: null }

export const signInAttemptsContract = ({ store, withEmptyStore }: Subject): void => {
  const fresh = (): Attempt => ({ account: freshName("account"), address: freshName("address") })
  const elsewhere = (attempt: Attempt): Attempt => ({ ...attempt, address: freshName("address") })
  const begin = (attempt: Attempt, at = NOON, since = noonPlus(-900)) =>
    run(store().identity.attempts.begin(attempt, since, at))
  /** Records a failed attempt and returns what `begin` returned. */
  const failOnce = async (attempt: Attempt, at = NOON, since = noonPlus(-900)) => {
    const begun = await begin(attempt, at, since)
    await run(store().identity.attempts.fail(begun.id))
    return begun
  }
  const fail = async (count: number, attempt: Attempt, at = NOON) => {
    for (let i = 0; i < count; i++) await failOnce(attempt, at)
  }
  const signIn = async (attempt: Attempt, at = NOON) => {
    const { id } = await begin(attempt, at)
    await run(store().identity.attempts.succeed(id, attempt, at))
  }

  describe("sign-in attempts", () => {
    const it = contractTestsOf("sign-in attempts")

    it("returns earlier failures of the account and of the address", async () => {
      const attempt = fresh()
      expect(await failOnce(attempt)).toMatchObject({ onAccount: none, fromAddress: none })
      expect(await failOnce(attempt, noonPlus(5))).toMatchObject({
        onAccount: { count: 1, last: NOON },
        fromAddress: { count: 1, last: NOON },
      })
      expect(await failOnce(elsewhere(attempt), noonPlus(6))).toMatchObject({
        onAccount: { count: 2, last: noonPlus(5) },
        fromAddress: none,
      })
      expect(await failOnce({ ...fresh(), address: attempt.address }, noonPlus(7))).toMatchObject({
        onAccount: none,
        fromAddress: { count: 2, last: noonPlus(5) },
      })
    })

    it("counts failures within the given window only", async () => {
      const attempt = fresh()
      await fail(1, attempt, noonPlus(0))
      await fail(1, attempt, noonPlus(10))
      expect((await failOnce(attempt, noonPlus(20), noonPlus(0))).onAccount.count).toBe(2)
      expect((await failOnce(attempt, noonPlus(21), noonPlus(1))).onAccount.count).toBe(2)
      expect((await failOnce(attempt, noonPlus(22), noonPlus(21))).onAccount).toEqual({ count: 1, last: noonPlus(21) })
    })

    it("counts an attempt without a verdict as under way for a minute, and not as failed", async () => {
      const attempt = fresh()
      const [first, second] = [await begin(attempt), await begin(attempt)]
      expect([first.underWay, second.underWay, second.onAccount]).toEqual([0, 1, none])
      await run(store().identity.attempts.fail(first.id))
      expect(await begin(attempt, noonPlus(1))).toMatchObject({ underWay: 1, onAccount: { count: 1 } })
      expect((await begin(attempt, noonPlus(60))).underWay).toBe(1)
      expect((await begin(attempt, noonPlus(200))).underWay).toBe(0)
    })

    it("counts attempts from a clock that was ahead as made at the next attempt", async () => {
      const attempt = fresh()
      const elsewhereFrom = { ...fresh(), address: attempt.address }
      const ahead = noonPlus(40 * DAY)
      await fail(2, attempt, ahead)
      await fail(1, elsewhereFrom, ahead)
      await begin(attempt, ahead)
      const now = { onAccount: { count: 2, last: NOON }, fromAddress: { count: 3, last: NOON }, underWay: 1 }
      const first = await begin(attempt)
      expect(first).toMatchObject(now)
      await run(store().identity.attempts.withdraw(first.id))
      const second = await begin(attempt, noonPlus(59))
      expect(second).toMatchObject(now)
      await run(store().identity.attempts.withdraw(second.id))
      expect(await begin(attempt, noonPlus(901), noonPlus(1))).toMatchObject({ onAccount: none, underWay: 0 })
      expect((await begin(elsewhereFrom, noonPlus(901), noonPlus(1))).fromAddress).toEqual(none)
    })

    it("counts an attempt that is less than a minute ahead as made now, and does not change its time", async () => {
      const attempt = fresh()
      await fail(1, attempt, noonPlus(50))
      expect((await begin(attempt)).onAccount).toEqual({ count: 1, last: NOON })
      expect((await begin(attempt, noonPlus(51))).onAccount).toEqual({ count: 1, last: noonPlus(50) })
    })

    it("does not count a withdrawn attempt", async () => {
      const attempt = fresh()
      await fail(2, attempt)
      const { id } = await begin(attempt, noonPlus(5))
      await run(store().identity.attempts.withdraw(id))
      await run(store().identity.attempts.withdraw(id))
      expect(await begin(attempt)).toMatchObject({
        onAccount: { count: 2, last: NOON },
        fromAddress: { count: 2, last: NOON },
      })
    })

    it("clears the failures of an account and address that sign in, and no others", async () => {
      const attempt = fresh()
      const [stranger, other] = [elsewhere(attempt), { ...fresh(), address: attempt.address }]
      for (const one of [attempt, stranger, other]) await fail(3, one)
      await signIn(attempt)
      expect((await begin(attempt)).onAccount).toEqual(none)
      expect((await begin(stranger)).onAccount.count).toBe(3)
      expect((await begin(other)).onAccount.count).toBe(3)
    })

    it("counts an address that once signed in separately from unknown addresses", async () => {
      const owner = fresh()
      await signIn(owner)
      await fail(7, elsewhere(owner))
      expect((await begin(owner, noonPlus(1))).onAccount).toEqual(none)
      await fail(4, owner, noonPlus(2))
      expect((await begin(elsewhere(owner))).onAccount).toEqual({ count: 7, last: NOON })
      expect((await begin(owner, noonPlus(2))).onAccount).toEqual({ count: 4, last: noonPlus(2) })
    })

    it("counts each known address separately, and only for its account", async () => {
      const home = fresh()
      const work = elsewhere(home)
      for (const attempt of [home, work]) await signIn(attempt)
      await fail(3, home)
      expect((await begin(work)).onAccount).toEqual(none)
      const neighbour = { ...fresh(), address: home.address }
      await fail(2, elsewhere(neighbour))
      expect((await begin(neighbour)).onAccount.count).toBe(2)
    })

    it("forgets an address that has not signed in for 90 days", async () => {
      const owner = fresh()
      const work = elsewhere(owner)
      await signIn(owner)
      const later = noonPlus(91 * DAY)
      await signIn(work, later)
      await fail(3, elsewhere(owner), later)
      expect((await begin(owner, later, NOON)).onAccount.count).toBe(3)
      expect((await begin(work, later, NOON)).onAccount).toEqual(none)
    })

    it("returns a different number to each of many concurrent attempts", async () => {
      const attempt = fresh()
      const tries = Array.from({ length: 60 }, () =>
        store().identity.attempts.begin(elsewhere(attempt), noonPlus(-900), NOON),
      )
      const seen = (await race(tries)).map((end) => (Result.isSuccess(end) ? end.success.underWay : -1))
      expect(seen.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 60 }, (_, i) => i))
    })

    it("keeps concurrent attempts at many accounts apart, without deadlock", async () => {
      const attempts = Array.from({ length: 10 }, fresh)
      const tries = Array.from({ length: 8 }, (_, i) => (i % 2 === 0 ? attempts : attempts.toReversed())).flat()
      const ends = await race(tries.map((attempt) => store().identity.attempts.begin(attempt, noonPlus(-900), NOON)))
      for (const { account } of attempts) {
        const seen = ends.flatMap((end, i) =>
          tries[i]?.account === account && Result.isSuccess(end) ? [end.success.underWay] : [],
        )
        expect(seen.toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7])
      }
      expect(new Set(ends.map((end) => (Result.isSuccess(end) ? end.success.id : null))).size).toBe(80)
    })

    it("accepts concurrent successes of one account", async () => {
      const attempt = fresh()
      const ids = await Promise.all(Array.from({ length: 20 }, () => begin(attempt)))
      const ends = await race(ids.map(({ id }) => store().identity.attempts.succeed(id, attempt, NOON)))
      expect(ends.filter(Result.isFailure)).toEqual([])
      expect((await begin(attempt)).onAccount).toEqual(none)
    })

    it("accepts logins of any length and content, and distinguishes them", async () => {
      const typed = ["", "a\0b", "\ud800", "x".repeat(100_000), `${"x".repeat(99_999)}y`]
      for (const account of typed) {
        const attempt = { ...fresh(), account: `${freshName("typed")}${account}` }
        expect((await failOnce(attempt)).onAccount).toEqual(none)
        expect((await begin(attempt)).onAccount.count).toBe(1)
        expect((await begin({ ...attempt, account: `${attempt.account}z` })).onAccount).toEqual(none)
      }
    })

    it("removes attempts older than a day and older than the window", () =>
      withEmptyStore(async ({ identity: { attempts } }) => {
        const attempt = fresh()
        const since = async (at: Date, seconds: number) => {
          const begun = await run(attempts.begin(attempt, noonPlus(seconds), at))
          await run(attempts.fail(begun.id))
          return begun
        }
        await since(NOON, -1)
        expect((await since(noonPlus(DAY - 1), -1)).onAccount.count).toBe(1)
        // A longer window keeps the attempts that it needs.
        expect((await since(noonPlus(DAY + 1), -1)).onAccount.count).toBe(2)
        await since(noonPlus(DAY + 2), 1)
        expect((await since(noonPlus(DAY + 3), -1)).onAccount.count).toBe(3)
      }))
  })
}
