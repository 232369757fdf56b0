import { Result } from "effect"
import fc from "fast-check"
import { describe, expect } from "vitest"
import { type ExternalId, externalId } from "../../../domain/account/external-id.ts"
import { emptyProfile } from "../../../domain/account/profile.ts"
import { contractTestsOf } from "./contract-test.ts"
import { forAll } from "./for-all.ts"
import { readAll } from "./outbox-reader.ts"
import { freshName, LATER, NOON, race, run } from "./shop.ts"
import type { Subject } from "./subject.ts"

const idOf = (text: string): ExternalId => Result.getOrThrow(externalId(text))

/** `Accounts.ensureExternal`. */
export const externalAccountsContract = ({ store, withEmptyStore }: Subject): void => {
  const ensure = (id: ExternalId, at = NOON) => store().identity.accounts.ensureExternal(id, at)

  describe("external accounts", () => {
    const it = contractTestsOf("external accounts")

    it("creates an account at first use, and returns it from then on", async () => {
      const id = idOf(freshName("user"))
      const first = await run(ensure(id))
      const { account } = first
      expect(first).toEqual({
        account: {
          ...{ id: account.id, username: null, email: null, phone: null },
          ...{ externalId: id, isAdmin: false, isActive: true },
        },
        isNew: true,
      })
      expect(await run(ensure(id, LATER))).toEqual({ account, isNew: false })
      const stored = { account, profile: emptyProfile, metadata: null, createdAt: NOON, updatedAt: NOON }
      expect(await run(store().identity.profiles.find(account.id))).toMatchObject(stored)
    })

    it("gives the account no password", async () => {
      const { account } = await run(ensure(idOf(freshName("user"))))
      const credentials = await run(store().identity.accounts.findById(account.id))
      expect(credentials).toEqual({ account, passwordHash: "!", passwordChangedAt: null })
    })

    it("returns the account as it is now", async () => {
      const id = idOf(freshName("user"))
      const { account } = await run(ensure(id))
      await run(store().identity.security.setActive(account.id, false))
      expect(await run(ensure(id))).toEqual({ account: { ...account, isActive: false }, isNew: false })
    })

    it("compares ids exactly: case, spaces and Unicode forms differ", async () => {
      const name = freshName("é")
      const ids = [name, name.toUpperCase(), ` ${name}`, `${name} `, name.normalize("NFD"), `${name}%`, `${name}'`]
      const ends = []
      for (const id of ids) ends.push(await run(ensure(idOf(id))))
      expect(ends.map(({ account }) => account.externalId)).toEqual(ids)
      expect(new Set(ends.map(({ account }) => account.id)).size).toBe(ids.length)
    })

    it("keeps the longest id", async () => {
      const id = idOf(`${freshName("user")}\u{1f600}`.padEnd(255, "é"))
      const { account } = await run(ensure(id))
      expect(await run(ensure(id))).toEqual({ account, isNew: false })
    })

    it("creates one account for a hundred concurrent calls with one id", { law: "one key, one owner" }, async () => {
      const id = idOf(freshName("user"))
      const ends = (await race(Array.from({ length: 100 }, () => ensure(id)))).map(Result.getOrThrow)
      expect(new Set(ends.map(({ account }) => account.id)).size).toBe(1)
      expect(ends.filter(({ isNew }) => isNew)).toHaveLength(1)
    })

    it("creates the accounts of concurrent calls with many ids, whatever their order", async () => {
      const ids = Array.from({ length: 40 }, () => idOf(freshName("user")))
      const calls = [...ids, ...ids.toReversed()]
      const ends = (await race(calls.map((id) => ensure(id)))).map(Result.getOrThrow)
      expect(ends.map(({ account }) => account.externalId)).toEqual(calls)
      expect(ends.filter(({ isNew }) => isNew)).toHaveLength(ids.length)
    })

    it("records one event for each account", () =>
      withEmptyStore(async (store) => {
        const calls = ["a", "b", "a", "c", "b"].map((id) => store.identity.accounts.ensureExternal(idOf(id), NOON))
        const ids = (await race(calls)).map((end) => Result.getOrThrow(end).account.id)
        const events = (await readAll(store)).map(({ event }) => event)
        expect(events.map(({ _tag, at }) => ({ _tag, at }))).toEqual(
          Array(3).fill({ _tag: "AccountRegistered", at: NOON }),
        )
        const announced = events.flatMap((event) => (event._tag === "AccountRegistered" ? [event.account] : []))
        expect(announced.toSorted()).toEqual([...new Set(ids)].toSorted())
      }))

    it("gives each of any users one account", async () => {
      const stem = freshName("user")
      const accounts = new Map<string, number>()
      await forAll(fc.array(fc.constantFrom("a", "A", "ä", "a ", "b", "1"), { maxLength: 6 }), async (users) => {
        for (const user of users) {
          const id = `${stem}${user}-`
          const { account, isNew } = await run(ensure(idOf(id)))
          expect(isNew).toBe(!accounts.has(id))
          expect(account.id).toBe(accounts.get(id) ?? account.id)
          accounts.set(id, account.id)
        }
        expect(new Set(accounts.values()).size).toBe(accounts.size)
      })
    })
  })
}
