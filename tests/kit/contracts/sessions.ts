import { describe, expect } from "vitest"
import { clausesOf } from "./clause.ts"
import { freshName, NOON, race, run } from "./shop.ts"
import type { Subject } from "./subject.ts"

export const sessionsContract = ({ store, shop }: Subject): void => {
  const openFor = async (account: Awaited<ReturnType<ReturnType<Subject["shop"]>["account"]>>) => {
    const tokenDigest = freshName("digest")
    const id = await run(store().sessions.open({ account: account.id, tokenDigest, openedAt: NOON }))
    return { id, tokenDigest }
  }

  describe("sessions", () => {
    const it = clausesOf("sessions")

    it("finds an open session and whose it is by its token's digest", async () => {
      const account = await shop().account()
      const { id, tokenDigest } = await openFor(account)
      expect(await run(store().sessions.find(tokenDigest))).toEqual({ id, account })
    })

    it("finds nothing behind an unknown digest", async () => {
      expect(await run(store().sessions.find(freshName("digest")))).toBeNull()
    })

    it("ends one session, leaves the account's others open, and may end it again", async () => {
      const { sessions } = store()
      const account = await shop().account()
      const ended = await openFor(account)
      const kept = await openFor(account)
      await run(sessions.end(ended.id))
      await run(sessions.end(ended.id))
      expect(await run(sessions.find(ended.tokenDigest))).toBeNull()
      expect(await run(sessions.find(kept.tokenDigest))).toEqual({ id: kept.id, account })
    })

    it("shows the account of a session as it is now: an inactive one says so", async () => {
      const { accounts, sessions } = store()
      const inactive = await run(accounts.add({ username: null, email: null, isAdmin: false, isActive: false }, "hash"))
      const { tokenDigest } = await openFor(inactive)
      expect((await run(sessions.find(tokenDigest)))?.account).toEqual(inactive)
    })

    it("ends an account's sessions, and nobody else's, when it is promoted", async () => {
      const { accounts, sessions } = store()
      const [squatter, bystander] = [await shop().account(), await shop().account()]
      const squatted = [await openFor(squatter), await openFor(squatter)]
      const other = await openFor(bystander)
      await run(accounts.promote(squatter.id, "new"))
      for (const { tokenDigest } of squatted) expect(await run(sessions.find(tokenDigest))).toBeNull()
      expect((await run(sessions.find(other.tokenDigest)))?.id).toBe(other.id)
      const anew = await openFor(squatter)
      expect((await run(sessions.find(anew.tokenDigest)))?.account.isAdmin).toBe(true)
    })

    it("opens many sessions of one account at once, each with an id of its own", async () => {
      const account = await shop().account()
      const opened = await race(
        Array.from({ length: 20 }, () =>
          store().sessions.open({ account: account.id, tokenDigest: freshName("digest"), openedAt: NOON }),
        ),
      )
      expect(new Set(opened.map((end) => (end._tag === "Success" ? end.success : null))).size).toBe(20)
    })
  })
}
