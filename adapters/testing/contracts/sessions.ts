import { Result } from "effect"
import { describe, expect } from "vitest"
import { type NewSession, SessionId } from "../../../application/ports/sessions.ts"
import type { Account } from "../../../domain/account/account.ts"
import { emptyProfile } from "../../../domain/account/profile.ts"
import { contractTestsOf } from "./contract-test.ts"
import { freshName, LATER, NOON, newAccount, race, run, shopOver } from "./shop.ts"
import type { Subject } from "./subject.ts"

const noonPlus = (seconds: number): Date => new Date(NOON.getTime() + seconds * 1000)

/** Texts that name no session. PostgreSQL accepts no NUL in a text. */
const UNKNOWN = ["", "1", "\0", "💡", "f".repeat(32), "x".repeat(100_000)]

const sessionOf = (account: Account, given: Partial<NewSession> = {}): NewSession => ({
  account: account.id,
  passwordChangedAt: null,
  tokenDigest: freshName("digest"),
  openedAt: NOON,
  expiresAt: null,
  ...given,
})

export const sessionsContract = ({ store, shop, withEmptyStore }: Subject): void => {
  const openFor = async (account: Account, given: Partial<NewSession> = {}) => {
    const session = sessionOf(account, given)
    return { ...session, id: await run(store().identity.sessions.open(session)) }
  }
  const found = (tokenDigest: string, now = NOON) => run(store().identity.sessions.find(tokenDigest, now))

  describe("sessions", () => {
    const it = contractTestsOf("sessions")

    it("finds an open session with its account by the digest of its token and by its id", async () => {
      const account = await shop().account()
      const { id, tokenDigest } = await openFor(account)
      const expected = { id, account, expiresAt: null, rotates: false }
      expect(await found(tokenDigest)).toEqual(expected)
      expect(await run(store().identity.sessions.findById(id, NOON))).toEqual(expected)
    })

    it("finds nothing by an unknown digest or id", async () => {
      expect(await found(freshName("digest"))).toBeNull()
      for (const id of UNKNOWN) expect(await run(store().identity.sessions.findById(SessionId(id), NOON))).toBeNull()
    })

    it("returns the right session to each of many concurrent lookups, each at its own time", async () => {
      const account = await shop().account()
      const sessions = await Promise.all(
        Array.from({ length: 30 }, (_, i) => openFor(account, { expiresAt: noonPlus(i) })),
      )
      const ends = await race(
        sessions.flatMap(({ id, tokenDigest }) => [
          store().identity.sessions.find(tokenDigest, noonPlus(15)),
          store().identity.sessions.findById(id, noonPlus(15)),
        ]),
      )
      expect(ends.map((end) => (Result.isSuccess(end) ? end.success?.id : end))).toEqual(
        sessions.flatMap(({ id }, i) => (i > 15 ? [id, id] : [undefined, undefined])),
      )
    })

    it("accepts a session until the moment it expires", async () => {
      const account = await shop().account()
      const { id, tokenDigest } = await openFor(account, { expiresAt: noonPlus(60) })
      const last = new Date(noonPlus(60).getTime() - 1)
      expect((await found(tokenDigest, last))?.id).toBe(id)
      expect((await run(store().identity.sessions.findById(id, last)))?.id).toBe(id)
      expect(await found(tokenDigest, noonPlus(60))).toBeNull()
      expect(await run(store().identity.sessions.findById(id, noonPlus(60)))).toBeNull()
    })

    it("lists the open sessions of an account, the latest first", async () => {
      const [ann, bob] = [await shop().account(), await shop().account()]
      const lasting = await openFor(ann, { openedAt: noonPlus(10) })
      const first = await openFor(ann, { openedAt: noonPlus(1), expiresAt: noonPlus(100) })
      const latest = await openFor(ann, { openedAt: noonPlus(20), expiresAt: noonPlus(90) })
      await openFor(bob, { openedAt: noonPlus(5) })
      const shown = [latest, lasting, first].map(({ id, openedAt, expiresAt }) => ({ id, openedAt, expiresAt }))
      expect(await run(store().identity.sessions.listOf(ann.id, noonPlus(21)))).toEqual(shown)
      expect((await run(store().identity.sessions.listOf(ann.id, noonPlus(90)))).map(({ id }) => id)).toEqual([
        lasting.id,
        first.id,
      ])
    })

    it("ends a session, reports whether it existed, and keeps the other sessions of the account", async () => {
      const account = await shop().account()
      const [ended, kept] = [await openFor(account), await openFor(account)]
      expect(await run(store().identity.sessions.end(account.id, ended.id))).toBe(true)
      expect(await run(store().identity.sessions.end(account.id, ended.id))).toBe(false)
      expect(await found(ended.tokenDigest)).toBeNull()
      expect(await run(store().identity.sessions.findById(ended.id, NOON))).toBeNull()
      expect(await found(kept.tokenDigest)).toMatchObject({ id: kept.id, account })
    })

    it("ends no session of another account", async () => {
      const [ann, bob] = [await shop().account(), await shop().account()]
      const { id, tokenDigest } = await openFor(ann)
      expect(await run(store().identity.sessions.end(bob.id, id))).toBe(false)
      for (const unknown of UNKNOWN)
        expect(await run(store().identity.sessions.end(ann.id, SessionId(unknown)))).toBe(false)
      expect((await found(tokenDigest))?.id).toBe(id)
    })

    it("reports success to one of twenty calls that end the same session", async () => {
      const account = await shop().account()
      const { id } = await openFor(account)
      const ends = await race(Array.from({ length: 20 }, () => store().identity.sessions.end(account.id, id)))
      expect(ends.filter((end) => Result.isSuccess(end) && end.success)).toHaveLength(1)
    })

    it("shows the current state of the account, also when it has become inactive", async () => {
      const { accounts } = store().identity
      const { account } = await run(accounts.add({ ...newAccount(), isActive: false }, emptyProfile, "hash", NOON))
      const { tokenDigest } = await openFor(account)
      expect((await found(tokenDigest))?.account).toEqual(account)
    })

    it("rejects a session that was opened with a password that had already been replaced", async () => {
      const account = await shop().account()
      await run(store().identity.profiles.update(account.id, { profile: {}, passwordHash: "new" }, LATER))
      const late = await openFor(account)
      const right = await openFor(account, { passwordChangedAt: LATER })
      expect(await found(late.tokenDigest)).toBeNull()
      expect(await run(store().identity.sessions.findById(late.id, NOON))).toBeNull()
      expect((await run(store().identity.sessions.listOf(account.id, NOON))).map(({ id }) => id)).toEqual([right.id])
      expect((await found(right.tokenDigest))?.id).toBe(right.id)
    })

    it("keeps no session that is opened while the password changes", async () => {
      const account = await shop().account()
      const opened = Array.from({ length: 30 }, () => sessionOf(account))
      const opening = opened.map((session) => store().identity.sessions.open(session))
      const change = store().identity.profiles.update(account.id, { profile: {}, passwordHash: "new" }, LATER)
      await race<unknown, unknown>([...opening.slice(0, 15), change, ...opening.slice(15)])
      for (const { tokenDigest } of opened) expect(await found(tokenDigest)).toBeNull()
      expect(await run(store().identity.sessions.listOf(account.id, NOON))).toEqual([])
    })

    it("opens many concurrent sessions of one account, each with a unique id", async () => {
      const account = await shop().account()
      const opened = await race(Array.from({ length: 20 }, () => store().identity.sessions.open(sessionOf(account))))
      expect(new Set(opened.map((end) => (Result.isSuccess(end) ? end.success : null))).size).toBe(20)
    })

    it("removes expired sessions when new ones are opened, and no others", () =>
      withEmptyStore(async (empty) => {
        const { sessions } = empty.identity
        const account = await shopOver(empty).account()
        const [over, short, lasting] = [
          sessionOf(account, { expiresAt: noonPlus(10) }),
          sessionOf(account, { expiresAt: noonPlus(12) }),
          sessionOf(account),
        ]
        for (const session of [over, short, lasting]) await run(sessions.open(session))
        await run(sessions.open(sessionOf(account, { openedAt: noonPlus(11) })))
        // At this time the session would not have expired yet, but its row is gone.
        const kept = [over, short, lasting].map(({ tokenDigest }) => sessions.find(tokenDigest, noonPlus(9)))
        expect((await Promise.all(kept.map(run))).map((session) => session !== null)).toEqual([false, true, true])
      }))
  })
}
