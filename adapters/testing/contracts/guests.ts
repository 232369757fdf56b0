import { Result } from "effect"
import fc from "fast-check"
import { describe, expect } from "vitest"
import type { GuestAccounts } from "../../../application/ports/guest-accounts.ts"
import { type NewGuest, newGuest } from "../../../domain/account/guest.ts"
import { anyEmail } from "../arbitraries/identifiers.ts"
import { contractTestsOf } from "./contract-test.ts"
import { forAll } from "./for-all.ts"
import { freshName, LATER, NOON, race, run } from "./shop.ts"
import type { Subject } from "./subject.ts"

/** A store that omits the guest port passes. */
export const guestsContract = ({ store, shop }: Subject): void => {
  const guestOf = (email: string): NewGuest =>
    Result.getOrThrow(newGuest({ email, firstName: "Mia", lastName: "Chen" }))
  const freshEmail = () => `${freshName("guest")}@example.com`

  describe("guest accounts", () => {
    const it = contractTestsOf("guest accounts")
    const test = (title: string, check: (guests: GuestAccounts) => Promise<void>) =>
      it(title, async () => {
        const guests = store().guests?.guestAccounts
        if (guests !== undefined) await check(guests)
      })

    test("are accounts with a name and an address, and without identifiers", async (guests) => {
      const [email, key] = [freshEmail(), freshName("key")]
      expect(await run(guests.findByKey(key))).toBeNull()
      const id = await run(guests.add(guestOf(email), key, NOON))
      expect(await run(guests.findByKey(key))).toBe(id)
      expect(await run(store().identity.profiles.find(id))).toMatchObject({
        account: { id, username: null, email, phone: null, isAdmin: false, isActive: true },
        profile: { firstName: "Mia", lastName: "Chen", isVerified: false },
        createdAt: NOON,
      })
      expect(await run(store().identity.accounts.find({ kind: "email", value: guestOf(email).email }))).toBeNull()
      expect((await run(store().identity.accounts.findById(id)))?.passwordHash).toMatch(/^!/)
      const { id: product } = await shop().product({ stock: 2 })
      const { account } = { account: (await run(store().identity.accounts.findById(id)))?.account }
      if (account === undefined) throw new Error("no guest")
      const order = await shop().place(account, [{ product, quantity: 1 }])
      expect(await shop().ordersOf(account)).toMatchObject([{ ...order, username: null }])
    })

    it("are added once per key, also under concurrency", { law: "one key, one owner" }, async () => {
      const guests = store().guests?.guestAccounts
      if (guests === undefined) return
      const [one, two] = [freshName("key"), freshName("key")]
      const calls = Array.from({ length: 8 }, (_, i) =>
        guests.add(guestOf(freshEmail()), i % 2 === 0 ? one : two, NOON),
      )
      const ids = (await race(calls)).map((end) => Result.getOrThrow(end))
      expect(new Set(ids).size).toBe(2)
      expect(ids[0]).toBe(await run(guests.findByKey(one)))
    })

    test("are claimed by address without case, the newest first, up to a maximum", async (guests) => {
      const [email, owner, late] = [freshEmail(), await shop().account(), await shop().account()]
      const ids = []
      for (const typed of [email, email.toUpperCase(), email])
        ids.push(await run(guests.add(guestOf(typed), freshName("key"), LATER)))
      const other = await run(guests.add(guestOf(freshEmail()), freshName("key"), NOON))
      expect(await run(guests.claim(email, owner.id, 2))).toBe(2)
      expect(await run(guests.claimedBy(owner.id))).toEqual(ids.slice(1))
      expect(await run(guests.claim(email, owner.id, 2))).toBe(0)
      expect(await run(guests.claim(email.toUpperCase(), late.id, 100))).toBe(1)
      expect(await run(guests.claimedBy(late.id))).toEqual(ids.slice(0, 1))
      expect(await run(guests.claimantOf(ids[2] ?? other))).toBe(owner.id)
      expect(await run(guests.claimantOf(other))).toBeNull()
      expect(await run(guests.claimantOf(owner.id))).toBeNull()
    })

    it("belong to one of several accounts that claim them at once", { law: "one key, one owner" }, async () => {
      const guests = store().guests?.guestAccounts
      if (guests === undefined) return
      const email = freshEmail()
      for (let i = 0; i < 4; i++) await run(guests.add(guestOf(email), freshName("key"), NOON))
      const owners = [await shop().account(), await shop().account(), await shop().account()]
      const ends = await race(owners.map(({ id }) => guests.claim(email, id, 100)))
      expect(ends.map((end) => Result.getOrThrow(end)).reduce((a, b) => a + b)).toBe(4)
      const claimed = await Promise.all(owners.map(({ id }) => run(guests.claimedBy(id))))
      expect(new Set(claimed.flat()).size).toBe(4)
    })

    test("can be erased, and are claimed no more", async (guests) => {
      const erasure = store().erasure?.accountErasure
      if (erasure === undefined) return
      const [email, key, owner] = [freshEmail(), freshName("key"), await shop().account()]
      const id = await run(guests.add(guestOf(email), key, NOON))
      await run(erasure.erase(id, LATER))
      expect(await run(guests.findByKey(key))).toBeNull()
      expect(await run(guests.claim(email, owner.id, 100))).toBe(0)
      expect(await run(guests.add(guestOf(email), key, LATER))).not.toBe(id)
    })

    test("of any number and address are claimed once, by the account with the address", async (guests) => {
      const anyGuests = fc.record({ email: anyEmail, others: fc.nat(3), claims: fc.integer({ min: 1, max: 3 }) })
      await forAll(anyGuests, async ({ email, others, claims }) => {
        const owners = await Promise.all(Array.from({ length: claims }, () => shop().account()))
        const ids = []
        for (let i = 0; i <= others; i++) ids.push(await run(guests.add(guestOf(email), freshName("key"), NOON)))
        for (const { id } of owners) await run(guests.claim(email, id, 100))
        const claimed = await Promise.all(owners.map(({ id }) => run(guests.claimedBy(id))))
        expect(claimed).toEqual([ids, ...owners.slice(1).map(() => [])])
      })
    })
  })
}
