import { Result } from "effect"
import { describe, expect } from "vitest"
import { type RefreshMark, type RotationRequest, refreshDigest } from "../../../application/ports/refresh-rotations.ts"
import { SessionId } from "../../../application/ports/sessions.ts"
import { contractTestsOf } from "./contract-test.ts"
import { freshName, NOON, race, run } from "./shop.ts"
import type { Subject } from "./subject.ts"

const GRACE = 10
const DAY = 24 * 60 * 60
const noonPlus = (seconds: number): Date => new Date(NOON.getTime() + seconds * 1000)

/** A token issued this many seconds after noon. Tokens have times in whole seconds. */
const mark = (seconds = 0): RefreshMark => {
  const issued = Math.floor(noonPlus(seconds).getTime() / 1000)
  return {
    id: freshName("refresh"),
    issuedAt: new Date(issued * 1000),
    expiresAt: new Date((issued + DAY) * 1000),
  }
}

export const rotationsContract = ({ store, shop }: Subject): void => {
  const open = async (rotates = true) => {
    const account = await shop().account()
    const first = freshName("refresh")
    const session = await run(
      store().identity.sessions.open({
        account: account.id,
        passwordChangedAt: null,
        tokenDigest: refreshDigest(first),
        openedAt: NOON,
        expiresAt: noonPlus(DAY),
        rotates,
      }),
    )
    const rotating = (used: string, seconds: number, successor = mark(seconds), more: Partial<RotationRequest> = {}) =>
      store().identity.rotations.rotate({
        session,
        used,
        successor,
        at: noonPlus(seconds),
        graceSeconds: GRACE,
        ...more,
      })
    return {
      account,
      first,
      session,
      rotating,
      rotate: (...request: Parameters<typeof rotating>) => run(rotating(...request)),
      isOpen: async (seconds = 0) =>
        (await run(store().identity.sessions.findById(session, noonPlus(seconds)))) !== null,
    }
  }

  describe("rotations", () => {
    const it = contractTestsOf("rotations")

    it("issues a successor, which replaces the token and extends the session to its own expiry", async () => {
      const { account, first, session, rotate } = await open()
      const next = mark(100)
      expect(await rotate(first, 100, next)).toEqual(next)
      const found = { id: session, account, expiresAt: next.expiresAt, rotates: true }
      expect(await run(store().identity.sessions.find(refreshDigest(next.id), noonPlus(DAY + 100)))).toBeNull()
      expect(await run(store().identity.sessions.find(refreshDigest(next.id), noonPlus(DAY + 50)))).toEqual(found)
      expect(await run(store().identity.sessions.find(refreshDigest(first), noonPlus(101)))).toBeNull()
      expect(await run(store().identity.sessions.listOf(account.id, noonPlus(101)))).toEqual([
        { id: session, openedAt: NOON, expiresAt: next.expiresAt },
      ])
    })

    it("returns the same successor for a token that is reused within the grace period", async () => {
      const { first, rotate, isOpen } = await open()
      const next = mark()
      await rotate(first, 0, next)
      for (const seconds of [0, 5, GRACE]) expect(await rotate(first, seconds)).toEqual(next)
      expect(await isOpen(GRACE)).toBe(true)
    })

    it("returns the same successor after it was used, with a grace period for each token", async () => {
      const { first, rotate, isOpen } = await open()
      const [second, third] = [mark(), mark(9)]
      await rotate(first, 0, second)
      await rotate(second.id, 9, third)
      expect(await rotate(first, 10)).toEqual(second)
      expect(await rotate(second.id, 19)).toEqual(third)
      expect(await isOpen(19)).toBe(true)
    })

    it("ends the session when a token is reused after the grace period, the current token included", async () => {
      const { first, session, rotate, isOpen } = await open()
      const next = mark()
      await rotate(first, 0, next)
      expect(await rotate(first, GRACE + 0.001)).toBe("replayed")
      expect(await isOpen()).toBe(false)
      expect(await run(store().identity.sessions.find(refreshDigest(next.id), NOON))).toBeNull()
      for (const used of [next.id, first]) expect(await rotate(used, 11)).toBe("ended")
      expect(await run(store().identity.sessions.findById(session, NOON))).toBeNull()
    })

    it("counts a use by a clock that was ahead as a use at the next comparison", async () => {
      const { first, rotate, isOpen } = await open()
      const next = mark(DAY - 1)
      expect(await rotate(first, DAY - 1, next)).toEqual(next)
      // The clock is right again, a day earlier.
      expect(await rotate(first, 0)).toEqual(next)
      expect(await rotate(first, GRACE)).toEqual(next)
      expect(await rotate(first, GRACE + 0.001)).toBe("replayed")
      expect(await isOpen()).toBe(false)
    })

    it("recognizes a token that was used many rotations ago", async () => {
      const { first, rotate, isOpen } = await open()
      let current = first
      for (let i = 0; i < 5; i++) {
        const next = mark(i * 60)
        expect(await rotate(current, i * 60, next)).toEqual(next)
        current = next.id
      }
      expect(await isOpen(300)).toBe(true)
      expect(await rotate(first, 301)).toBe("replayed")
      expect(await isOpen(301)).toBe(false)
    })

    it("does not affect other sessions of the account", async () => {
      const { account, first, rotate } = await open()
      const other = freshName("digest")
      const kept = { account: account.id, passwordChangedAt: null, openedAt: NOON, expiresAt: null }
      await run(store().identity.sessions.open({ ...kept, tokenDigest: other }))
      await rotate(first, 0)
      expect(await rotate(first, 60)).toBe("replayed")
      expect((await run(store().identity.sessions.find(other, noonPlus(60))))?.account).toEqual(account)
    })

    it("rotates no session that has ended, does not rotate or does not exist", async () => {
      const [over, fixed] = [await open(), await open(false)]
      expect(await over.rotate(over.first, DAY)).toBe("ended")
      expect(await fixed.rotate(fixed.first, 0)).toBe("ended")
      expect(await fixed.isOpen()).toBe(true)
      for (const id of ["", "\0", "7", "f".repeat(32)])
        expect(await over.rotate(over.first, 0, mark(), { session: SessionId(id) })).toBe("ended")
      expect(await over.rotate(over.first, DAY - 1)).toMatchObject({ issuedAt: mark(DAY - 1).issuedAt })
    })

    it("issues one successor for a hundred concurrent rotations of one token", {
      law: "one key, one owner",
    }, async () => {
      const { first, rotating, rotate, isOpen } = await open()
      const ends = await race(Array.from({ length: 100 }, () => rotating(first, 1)))
      const ids = ends.map((end) =>
        Result.isSuccess(end) && typeof end.success === "object" ? end.success.id : "none",
      )
      expect(new Set(ids).size).toBe(1)
      expect(ids[0]).not.toBe("none")
      expect(await isOpen(1)).toBe(true)
      // All callers received the token that is now current.
      expect(await rotate(ids[0] ?? "", 60)).toHaveProperty("id")
    })

    it("keeps a session ended that ends during concurrent rotations", { law: "no lost update" }, async () => {
      const { account, first, session, rotating, isOpen } = await open()
      const rotations = Array.from({ length: 20 }, () => rotating(first, 1))
      const end = store().identity.sessions.end(account.id, session)
      await race<unknown, never>([...rotations.slice(0, 10), end, ...rotations.slice(10)])
      expect(await isOpen(1)).toBe(false)
      expect(await run(rotating(first, 1))).toBe("ended")
    })
  })
}
