import { Result } from "effect"
import { describe, expect } from "vitest"
import { emailAddress, username } from "../../../domain/account/identifier.ts"
import { clausesOf } from "./clause.ts"
import { freshName, race, refusal, run } from "./shop.ts"
import type { Subject } from "./subject.ts"

const named = (name: string) => ({
  username: Result.getOrThrow(username(name)),
  email: null,
  isAdmin: false,
  isActive: true,
})

export const accountsContract = ({ store }: Subject): void => {
  describe("accounts", () => {
    const it = clausesOf("accounts")

    it("adds an account and finds it with its password hash", async () => {
      const { accounts } = store()
      const name = freshName("ann")
      const newAccount = { ...named(name), email: Result.getOrThrow(emailAddress("Ann@Example.com")) }
      const account = await run(accounts.add(newAccount, "hash"))
      expect(account).toEqual({ id: account.id, ...newAccount })
      expect(await run(accounts.findByUsername(name))).toEqual({ account, passwordHash: "hash" })
    })

    it("keeps an admin an admin and an inactive account inactive", async () => {
      const { accounts } = store()
      const name = freshName("boss")
      await run(accounts.add({ ...named(name), isAdmin: true, isActive: false }, "hash"))
      expect((await run(accounts.findByUsername(name)))?.account).toMatchObject({ isAdmin: true, isActive: false })
    })

    it("finds nobody under a name that nobody has", async () => {
      expect(await run(store().accounts.findByUsername(freshName("nobody")))).toBeNull()
      expect(await run(store().accounts.findByUsername(""))).toBeNull()
    })

    it("compares user names exactly", async () => {
      const { accounts } = store()
      const name = freshName("Case")
      await run(accounts.add(named(name), "upper"))
      expect(await run(accounts.findByUsername(name.toLowerCase()))).toBeNull()
      await run(accounts.add(named(name.toLowerCase()), "lower"))
      expect((await run(accounts.findByUsername(name)))?.passwordHash).toBe("upper")
    })

    it("refuses a user name that is taken and keeps the first account as it was", {
      law: "one key, one owner",
    }, async () => {
      const { accounts } = store()
      const name = freshName("taken")
      await run(accounts.add(named(name), "first"))
      expect(await refusal(accounts.add(named(name), "second"))).toMatchObject({
        _tag: "IdentifierTaken",
        identifier: "username",
      })
      expect((await run(accounts.findByUsername(name)))?.passwordHash).toBe("first")
    })

    it("lets many accounts do without a user name", async () => {
      const { accounts } = store()
      const nameless = { ...named("x"), username: null }
      const first = await run(accounts.add(nameless, "hash"))
      const second = await run(accounts.add(nameless, "hash"))
      expect(second.id).not.toBe(first.id)
      expect(second.username).toBeNull()
    })

    it("gives a name that twenty ask for at once to exactly one of them", { law: "one key, one owner" }, async () => {
      const { accounts } = store()
      const name = freshName("wanted")
      const ends = await race(Array.from({ length: 20 }, (_, i) => accounts.add(named(name), `hash ${i}`)))
      const winners = ends.flatMap((end, i) => (Result.isSuccess(end) ? [{ account: end.success, i }] : []))
      expect(winners).toHaveLength(1)
      expect(ends.filter((end) => Result.isFailure(end) && end.failure._tag === "IdentifierTaken")).toHaveLength(19)
      expect(await run(accounts.findByUsername(name))).toEqual({
        account: winners[0]?.account,
        passwordHash: `hash ${winners[0]?.i}`,
      })
    })

    it("promotes an account to admin with a new password, and no other", async () => {
      const { accounts } = store()
      const [name, other] = [freshName("squatter"), freshName("bystander")]
      const account = await run(accounts.add(named(name), "old"))
      const bystander = await run(accounts.add(named(other), "theirs"))
      await run(accounts.promote(account.id, "new"))
      expect(await run(accounts.findByUsername(name))).toEqual({
        account: { ...account, isAdmin: true },
        passwordHash: "new",
      })
      expect(await run(accounts.findByUsername(other))).toEqual({ account: bystander, passwordHash: "theirs" })
    })
  })
}
