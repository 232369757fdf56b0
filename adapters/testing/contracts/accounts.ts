import { Result } from "effect"
import { describe, expect } from "vitest"
import { AccountId, type NewAccount } from "../../../domain/account/account.ts"
import { emailAddress, type IdentifierKind, phoneNumber } from "../../../domain/account/identifier.ts"
import { emptyProfile } from "../../../domain/account/profile.ts"
import { contractTestsOf } from "./contract-test.ts"
import { errorOf, freshName, freshPhone, NOON, newAccount, race, run } from "./shop.ts"
import type { Subject } from "./subject.ts"

const named = (name: string) => newAccount({ username: name })
const byEmail = (email: string) => ({ ...newAccount({ email }), signsInByEmail: true })
const email = (text: string) => ({ kind: "email", value: Result.getOrThrow(emailAddress(text)) }) as const
const phone = (text: string) => ({ kind: "phone", value: Result.getOrThrow(phoneNumber(text, () => text)) }) as const
const username = (value: string) => ({ kind: "username", value }) as const
const taken = (identifier: IdentifierKind) => ({ _tag: "IdentifierTaken", identifier })

export const accountsContract = ({ store }: Subject): void => {
  const add = (account: NewAccount, hash = "hash") => store().identity.accounts.add(account, emptyProfile, hash, NOON)
  const find = (identifier: Parameters<ReturnType<typeof store>["identity"]["accounts"]["find"]>[0]) =>
    run(store().identity.accounts.find(identifier))

  describe("accounts", () => {
    const it = contractTestsOf("accounts")

    it("adds an account and finds it by each of its identifiers and its id", async () => {
      const name = freshName("ann")
      const given = newAccount({ username: name, email: `${name}@Example.com`, phone: freshPhone() })
      const { account, ...rest } = await run(add({ ...given, signsInByEmail: true }))
      const { signsInByEmail: _, ...kept } = given
      expect(account).toEqual({ id: account.id, externalId: null, ...kept })
      expect(rest).toEqual({ profile: emptyProfile, metadata: null, createdAt: NOON, updatedAt: NOON, version: 0 })
      const credentials = { account, passwordHash: "hash", passwordChangedAt: null }
      for (const identifier of [username(name), email(`${name}@example.COM`), phone(account.phone ?? "")])
        expect(await find(identifier)).toEqual(credentials)
      expect(await run(store().identity.accounts.findById(account.id))).toEqual(credentials)
    })

    it("stores whether an account is an admin and whether it is active", async () => {
      const name = freshName("boss")
      await run(add({ ...named(name), isAdmin: true, isActive: false }))
      expect((await find(username(name)))?.account).toMatchObject({ isAdmin: true, isActive: false })
    })

    it("finds no account by an unknown identifier", async () => {
      const name = freshName("unknown")
      const nowhere = [username(name), username(""), username("a\0b"), email(`${name}@b.co`), phone(freshPhone())]
      for (const identifier of nowhere) expect(await find(identifier)).toBeNull()
      for (const id of [999_999_999, 9_000_000_000_000, 0, -1])
        expect(await run(store().identity.accounts.findById(AccountId(id)))).toBeNull()
    })

    it("looks up a user name among user names only", async () => {
      const number = freshPhone()
      await run(add(newAccount({ phone: number })))
      expect(await find(username(number))).toBeNull()
    })

    it("returns the right account to each of many concurrent lookups", async () => {
      const all = Array.from({ length: 30 }, () => ({ name: freshName("many"), number: freshPhone() }))
      for (const { name, number } of all) await run(add(newAccount({ username: name, phone: number }), `of ${name}`))
      const ends = await race(
        all.flatMap(({ name, number }) => [
          store().identity.accounts.find(username(name)),
          store().identity.accounts.find(phone(number)),
          store().identity.accounts.find(username(`no ${name}`)),
        ]),
      )
      expect(ends.map((end) => (Result.isSuccess(end) ? end.success?.passwordHash : end))).toEqual(
        all.flatMap(({ name }) => [`of ${name}`, `of ${name}`, undefined]),
      )
    })

    it("compares user names exactly", async () => {
      const name = freshName("Case")
      await run(add(named(name), "upper"))
      expect(await find(username(name.toLowerCase()))).toBeNull()
      await run(add(named(name.toLowerCase()), "lower"))
      expect((await find(username(name)))?.passwordHash).toBe("upper")
    })

    it("rejects each identifier that is taken, names it, and does not change the first account", {
      law: "one key, one owner",
    }, async () => {
      const name = freshName("taken")
      const number = freshPhone()
      const first = newAccount({ username: name, email: `${name}@example.com`, phone: number })
      await run(add({ ...first, signsInByEmail: true }, "first"))
      expect(await errorOf(add(named(name), "second"))).toMatchObject(taken("username"))
      expect(await errorOf(add(byEmail(`${name.toUpperCase()}@Example.com`), "second"))).toMatchObject(taken("email"))
      expect(await errorOf(add(newAccount({ phone: number }), "second"))).toMatchObject(taken("phone"))
      for (const identifier of [username(name), email(`${name}@example.com`), phone(number)])
        expect((await find(identifier))?.passwordHash).toBe("first")
    })

    it("stores nothing of a rejected account, so its other identifiers stay free", {
      law: "all or nothing",
    }, async () => {
      const [name, number] = [freshName("half"), freshPhone()]
      await run(add(newAccount({ phone: number })))
      const refused = newAccount({ username: name, email: `${name}@example.com`, phone: number })
      expect(await errorOf(add({ ...refused, signsInByEmail: true }))).toMatchObject(taken("phone"))
      expect(await find(username(name))).toBeNull()
      await run(add({ ...newAccount({ username: name, email: `${name}@example.com` }), signsInByEmail: true }))
    })

    it("requires unique e-mail addresses only among accounts that sign in by e-mail", async () => {
      const address = `${freshName("contact")}@example.com`
      await run(add(newAccount({ email: address })))
      await run(add(newAccount({ email: address })))
      expect(await find(email(address))).toBeNull()
      await run(add(byEmail(address), "owner"))
      await run(add(newAccount({ email: address })))
      expect((await find(email(address)))?.passwordHash).toBe("owner")
      expect(await errorOf(add(byEmail(address)))).toMatchObject(taken("email"))
    })

    it("accepts many accounts without any identifier", async () => {
      const [first, second] = [await run(add(newAccount())), await run(add(newAccount()))]
      expect(second.account.id).not.toBe(first.account.id)
      expect(second.account).toMatchObject({ username: null, email: null, phone: null })
    })

    it("gives a phone number to exactly one of a hundred concurrent registrations", {
      law: "one key, one owner",
    }, async () => {
      const number = freshPhone()
      const ends = await race(
        Array.from({ length: 100 }, (_, i) =>
          add(newAccount({ username: freshName("racer"), phone: number }), `hash ${i}`),
        ),
      )
      const winners = ends.flatMap((end, i) => (Result.isSuccess(end) ? [{ account: end.success.account, i }] : []))
      expect(winners).toHaveLength(1)
      const errors = ends.flatMap((end) => (Result.isFailure(end) ? [end.failure] : []))
      expect(errors).toHaveLength(99)
      for (const refused of errors) expect(refused).toMatchObject(taken("phone"))
      expect(await find(phone(number))).toMatchObject({
        account: winners[0]?.account,
        passwordHash: `hash ${winners[0]?.i}`,
      })
    })
  })
}
