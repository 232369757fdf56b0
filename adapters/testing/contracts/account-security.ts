import { Effect } from "effect"
import { describe, expect } from "vitest"
import type { Account, AccountId } from "../../../domain/account/account.ts"
import { emptyProfile } from "../../../domain/account/profile.ts"
import { contractTestsOf } from "./contract-test.ts"
import { freshName, LATER, NOON, newAccount, race, run } from "./shop.ts"
import type { Subject } from "./subject.ts"

export const accountSecurityContract = ({ store, shop }: Subject): void => {
  const openFor = async (account: Account) => {
    const tokenDigest = freshName("digest")
    const { passwordChangedAt } = (await run(store().identity.accounts.findById(account.id))) ?? {
      passwordChangedAt: null,
    }
    const session = { account: account.id, passwordChangedAt, tokenDigest, openedAt: NOON, expiresAt: null }
    return { id: await run(store().identity.sessions.open(session)), tokenDigest }
  }
  const isOpen = async ({ tokenDigest }: { readonly tokenDigest: string }) =>
    (await run(store().identity.sessions.find(tokenDigest, NOON))) !== null

  describe("account security", () => {
    const it = contractTestsOf("account security")

    it("stores a hash of the same password in another format without ending sessions", async () => {
      const account = await shop().account()
      const session = await openFor(account)
      const former = await run(store().identity.accounts.findById(account.id))
      await run(store().identity.security.rehash(account.id, { from: former?.passwordHash ?? "", to: "newer form" }))
      expect(await run(store().identity.accounts.findById(account.id))).toEqual({
        ...former,
        passwordHash: "newer form",
      })
      expect(await isOpen(session)).toBe(true)
    })

    it("does not overwrite a password that has changed in the meantime", async () => {
      const account = await shop().account()
      await run(store().identity.profiles.update(account.id, { profile: {}, passwordHash: "changed" }, LATER))
      await run(store().identity.security.rehash(account.id, { from: `hash of ${account.username}`, to: "newer form" }))
      expect((await run(store().identity.accounts.findById(account.id)))?.passwordHash).toBe("changed")
    })

    it("promotes an account to an active admin with a new password, and no other account", async () => {
      const [given, bystander] = [newAccount({ username: freshName("squatter") }), await shop().account()]
      const added = await run(store().identity.accounts.add({ ...given, isActive: false }, emptyProfile, "old", NOON))
      const { account } = added
      await run(store().identity.security.promote(account.id, "new", LATER))
      const promoted = { ...account, isAdmin: true, isActive: true }
      expect(await run(store().identity.accounts.findById(account.id))).toEqual({
        account: promoted,
        passwordHash: "new",
        passwordChangedAt: LATER,
      })
      expect(await run(store().identity.profiles.find(account.id))).toEqual({
        ...added,
        account: promoted,
        updatedAt: LATER,
      })
      expect((await run(store().identity.accounts.findById(bystander.id)))?.account).toEqual(bystander)
    })

    it("ends the sessions of an account that is promoted or deactivated, and no other sessions", async () => {
      const bystander = await shop().account()
      const changes = [
        (id: AccountId) => store().identity.security.promote(id, "new", LATER),
        (id: AccountId) => store().identity.security.setActive(id, false),
      ]
      for (const change of changes) {
        const account = await shop().account()
        const [sessions, other] = [[await openFor(account), await openFor(account)], await openFor(bystander)]
        await run(change(account.id))
        for (const session of sessions) expect(await isOpen(session)).toBe(false)
        expect(await isOpen(other)).toBe(true)
        const anew = await openFor(account)
        expect(await isOpen(anew)).toBe(true)
      }
    })

    it("deactivates and reactivates an account without restoring earlier sessions", async () => {
      const account = await shop().account()
      const session = await openFor(account)
      await run(store().identity.security.setActive(account.id, false))
      expect((await run(store().identity.accounts.findById(account.id)))?.account).toEqual({
        ...account,
        isActive: false,
      })
      await run(store().identity.security.setActive(account.id, true))
      expect((await run(store().identity.accounts.findById(account.id)))?.account).toEqual(account)
      expect(await isOpen(session)).toBe(false)
    })

    it("does not revert concurrent changes to other fields of the account", async () => {
      const account = await shop().account()
      await race([
        store().identity.security.setActive(account.id, false),
        store().identity.security.promote(account.id, "new", LATER),
        store().identity.security.rehash(account.id, { from: "another", to: "never" }),
        Effect.asVoid(Effect.orDie(store().identity.profiles.update(account.id, { profile: { bio: "hello" } }, LATER))),
      ])
      const credentials = await run(store().identity.accounts.findById(account.id))
      expect(credentials).toMatchObject({ account: { isAdmin: true }, passwordHash: "new", passwordChangedAt: LATER })
      expect((await run(store().identity.profiles.find(account.id)))?.profile.bio).toBe("hello")
    })
  })
}
