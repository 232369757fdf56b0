import { Result } from "effect"
import fc from "fast-check"
import { describe, expect } from "vitest"
import type { AccountQuery } from "../../../application/ports/account-search.ts"
import type { AccountDetails } from "../../../application/ports/profiles.ts"
import { AccountId } from "../../../domain/account/account.ts"
import { accountWords } from "../../../domain/account/account-words.ts"
import { emptyProfile } from "../../../domain/account/profile.ts"
import { searchWords } from "../../../domain/catalog/search-words.ts"
import { contractTestsOf } from "./contract-test.ts"
import { freshPhone, LATER, NOON, newAccount, race, run } from "./shop.ts"
import type { Subject } from "./subject.ts"

const NAMES = ["mia", "Mia.Miller", "bob_42", "ångström", "anna-maria"]
const TEXTS = ["", "mi", "MIA", "mia miller", "example", "ann mar", "ång", "+49", "ada", "bob", "x"]

export const accountSearchContract = ({ withEmptyStore }: Subject): void => {
  describe("account search", () => {
    const it = contractTestsOf("account search")

    // A store that omits the search ports passes.
    it("returns the accounts that meet every condition, newest first, page by page", () =>
      withEmptyStore(async (store) => {
        const search = store.search?.accountSearch
        if (search === undefined) return
        const { accounts, profiles, security } = store.identity
        const ids: Array<AccountId> = []
        for (const [i, username] of NAMES.entries()) {
          const account = newAccount({ username, email: `${i}@example.com`, phone: freshPhone() })
          const added = await run(accounts.add({ ...account, isAdmin: i % 2 === 0 }, emptyProfile, "hash", NOON))
          ids.push(added.account.id)
        }
        await run(search.page({ words: ["mia"], limit: 1 }))
        const [first, second] = ids
        if (first === undefined || second === undefined) throw new Error("no accounts")
        await run(profiles.update(first, { profile: { firstName: "Ada", lastName: "Bo" } }, LATER))
        await run(security.setActive(second, false))
        const all: Array<AccountDetails> = []
        for (const id of ids.toReversed()) all.push((await run(profiles.find(id))) as AccountDetails)
        const anyQuery: fc.Arbitrary<AccountQuery> = fc.record({
          words: fc.constantFrom(...TEXTS).map(searchWords),
          ids: fc.option(fc.subarray([...ids, AccountId(2_000_000_000)]), { nil: undefined }),
          isAdmin: fc.option(fc.boolean(), { nil: undefined }),
          isActive: fc.option(fc.boolean(), { nil: undefined }),
          limit: fc.integer({ min: 1, max: 9 }),
        })
        const matches = fc.asyncProperty(anyQuery, async (query) => {
          const found: Array<AccountDetails> = []
          for (let before: AccountId | undefined; ; ) {
            const page = await run(search.page({ ...query, before }))
            found.push(...page)
            before = page.at(-1)?.account.id
            if (page.length < query.limit) break
          }
          expect(found).toEqual(
            all.filter(
              ({ account, profile }) =>
                (query.ids ?? ids).includes(account.id) &&
                (query.isAdmin ?? account.isAdmin) === account.isAdmin &&
                (query.isActive ?? account.isActive) === account.isActive &&
                query.words.every((prefix) => accountWords(account, profile).some((word) => word.startsWith(prefix))),
            ),
          )
        })
        await fc.assert(matches, { numRuns: 40 })
      }))
  })

  describe("admins", () => {
    const it = contractTestsOf("admins")

    it(
      "are made and unmade, and always at least one active one is left, also under concurrency",
      {
        law: "one key, one owner",
      },
      () =>
        withEmptyStore(async (store) => {
          const { accounts, security, sessions } = store.identity
          const add = async (username: string, isAdmin: boolean) =>
            (await run(accounts.add({ ...newAccount({ username }), isAdmin }, emptyProfile, "hash", NOON))).account.id
          const [ann, bob, inactive] = [await add("ann", true), await add("bob", false), await add("off", true)]
          await run(security.setActive(inactive, false))
          const isAdmin = async (id: AccountId) => (await run(accounts.findById(id)))?.account.isAdmin
          const session = { passwordChangedAt: null, openedAt: NOON, expiresAt: null }
          await run(sessions.open({ ...session, account: bob, tokenDigest: "bob's" }))
          await run(security.setAdmin(bob, true, LATER))
          expect(await isAdmin(bob)).toBe(true)
          expect(await run(sessions.find("bob's", NOON))).toBeNull()
          const ends = await race([ann, bob].map((id) => security.setAdmin(id, false, LATER)))
          expect(ends.filter(Result.isSuccess)).toHaveLength(1)
          expect(ends.filter(Result.isFailure)).toMatchObject([{ failure: { _tag: "LastAdmin" } }])
          expect([await isAdmin(ann), await isAdmin(bob)].toSorted()).toEqual([false, true])
          const last = (await isAdmin(ann)) ? ann : bob
          const deactivated = await race([security.setActive(last, false)])
          expect(deactivated).toMatchObject([{ failure: { _tag: "LastAdmin", account: last } }])
          await run(security.setAdmin(ann, true, LATER))
          await run(security.setAdmin(bob, true, LATER))
          const left = await race([security.setActive(ann, false), security.setAdmin(bob, false, LATER)])
          expect(left.filter(Result.isSuccess)).toHaveLength(1)
          await run(security.setAdmin(inactive, false, LATER))
          expect(await isAdmin(inactive)).toBe(false)
        }),
    )
  })
}
