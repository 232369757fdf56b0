import { describe, expect } from "vitest"
import { type NewSession, SessionId } from "../../../application/ports/sessions.ts"
import type { Account } from "../../../domain/account/account.ts"
import { contractTestsOf } from "./contract-test.ts"
import { freshName, NOON, race, run } from "./shop.ts"
import type { Subject } from "./subject.ts"

const noonPlus = (seconds: number): Date => new Date(NOON.getTime() + seconds * 1000)

/** The ids, the expiry and the number of an account's sessions. */
export const sessionLimitsContract = ({ store, shop }: Subject): void => {
  const sessionOf = (account: Account, given: Partial<NewSession> = {}): NewSession => ({
    account: account.id,
    passwordChangedAt: null,
    tokenDigest: freshName("digest"),
    openedAt: NOON,
    expiresAt: null,
    ...given,
  })
  const openFor = (account: Account, given: Partial<NewSession> = {}) =>
    run(store().identity.sessions.open(sessionOf(account, given)))
  const openSessions = async (account: Account, now = NOON) =>
    (await run(store().identity.sessions.listOf(account.id, now))).map(({ id }) => id)

  describe("session limits", () => {
    const it = contractTestsOf("session limits")

    it("assigns random ids of 32 hexadecimal digits", async () => {
      const account = await shop().account()
      const ids: Array<string> = []
      for (let i = 0; i < 30; i++) ids.push(await openFor(account))
      for (const id of ids) expect(id).toMatch(/^[0-9a-f]{32}$/)
      expect(new Set(ids.map((id) => id.slice(0, 8))).size).toBe(30)
      expect(new Set(ids.map((id) => id.slice(-8))).size).toBe(30)
    })

    it("replaces the expiry of a session, and of no other", async () => {
      const account = await shop().account()
      const [extended, other] = [
        await openFor(account, { expiresAt: noonPlus(60) }),
        await openFor(account, { expiresAt: noonPlus(60) }),
      ]
      await run(store().identity.sessions.extend(extended, noonPlus(120)))
      expect((await run(store().identity.sessions.findById(extended, noonPlus(119))))?.expiresAt).toEqual(noonPlus(120))
      expect(await run(store().identity.sessions.findById(extended, noonPlus(120)))).toBeNull()
      expect(await run(store().identity.sessions.findById(other, noonPlus(60)))).toBeNull()
      await run(store().identity.sessions.extend(extended, noonPlus(30)))
      expect(await run(store().identity.sessions.findById(extended, noonPlus(30)))).toBeNull()
    })

    it("does not reopen a session that has ended", async () => {
      const account = await shop().account()
      const id = await openFor(account)
      await run(store().identity.sessions.end(account.id, id))
      for (const ended of [id, SessionId(""), SessionId("\0")])
        await run(store().identity.sessions.extend(ended, noonPlus(60)))
      expect(await run(store().identity.sessions.findById(id, NOON))).toBeNull()
    })

    it("ends the oldest sessions of the account above the limit", async () => {
      const [account, other] = [await shop().account(), await shop().account()]
      const theirs = await openFor(other)
      const rotating = { expiresAt: noonPlus(60), rotates: true }
      const first = await openFor(account, { maxPerAccount: 3 })
      const second = await openFor(account, { maxPerAccount: 3, ...rotating })
      const third = await openFor(account, { maxPerAccount: 3 })
      expect((await openSessions(account)).toSorted()).toEqual([first, second, third].toSorted())
      const fourth = await openFor(account, { maxPerAccount: 3 })
      expect((await openSessions(account)).toSorted()).toEqual([second, third, fourth].toSorted())
      const fifth = await openFor(account, { maxPerAccount: 1, ...rotating })
      expect(await openSessions(account)).toEqual([fifth])
      expect(await openSessions(other)).toEqual([theirs])
    })

    it("keeps the new session when a clock that was ahead opened the others", async () => {
      const account = await shop().account()
      const ahead = noonPlus(40 * 24 * 60 * 60)
      for (let i = 0; i < 2; i++) await openFor(account, { openedAt: ahead, maxPerAccount: 2 })
      const now = await openFor(account, { maxPerAccount: 2 })
      expect(await openSessions(account)).toHaveLength(2)
      expect(await openSessions(account)).toContain(now)
    })

    it("does not count sessions that have expired", async () => {
      const account = await shop().account()
      const lasting = await openFor(account)
      for (let i = 0; i < 3; i++) await openFor(account, { expiresAt: noonPlus(1) })
      const last = await openFor(account, { openedAt: noonPlus(2), maxPerAccount: 2 })
      expect((await openSessions(account, noonPlus(2))).toSorted()).toEqual([lasting, last].toSorted())
    })

    it("keeps the limit when many sessions are opened at once", async () => {
      const account = await shop().account()
      await race(
        Array.from({ length: 20 }, () => store().identity.sessions.open(sessionOf(account, { maxPerAccount: 5 }))),
      )
      expect(await openSessions(account)).toHaveLength(5)
    })
  })
}
