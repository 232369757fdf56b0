import { Effect, Result } from "effect"
import fc from "fast-check"
import { describe, expect } from "vitest"
import { AccountId } from "../../../domain/account/account.ts"
import { PictureName } from "../../../domain/account/picture.ts"
import { emptyProfile, type Profile } from "../../../domain/account/profile.ts"
import { anyMetadata } from "../arbitraries/metadata.ts"
import { anyProfile } from "../arbitraries/profiles.ts"
import { contractTestsOf } from "./contract-test.ts"
import { forAll } from "./for-all.ts"
import { errorOf, freshName, LATER, NOON, newAccount, race, run } from "./shop.ts"
import type { Subject } from "./subject.ts"

const full: Profile = {
  firstName: "Zoë",
  lastName: 'O\'Brien "the" \\ Tall',
  year: "3rd",
  branch: "CSE",
  rollNumber: "121CS0001",
  contactPhone: "call me",
  bio: "日本\n🙂",
  address: "Rourkela",
  postalCode: "769008",
  birthdate: "0099-02-28",
  picture: PictureName("one.png"),
  isVerified: true,
}

export const profilesContract = ({ store, shop }: Subject): void => {
  const add = (profile: Profile) => run(store().identity.accounts.add(newAccount(), profile, "hash", NOON))
  const update = (id: AccountId, profile: Partial<Profile>, passwordHash?: string) =>
    store().identity.profiles.update(id, { profile, passwordHash }, LATER)

  describe("profiles", () => {
    const it = contractTestsOf("profiles")

    it("stores all details, or none", async () => {
      for (const profile of [full, emptyProfile]) {
        const added = await add(profile)
        expect(added.profile).toEqual(profile)
        expect(await run(store().identity.profiles.find(added.account.id))).toEqual(added)
      }
    })

    it("has no profile of an unknown account, and changes nothing for one", async () => {
      for (const id of [999_999_999, 9_000_000_000_000]) {
        expect(await run(store().identity.profiles.find(AccountId(id)))).toBeNull()
        expect(await run(update(AccountId(id), { bio: "unknown" }, "hash"))).toBeNull()
      }
    })

    it("changes the given details only, of one account only", async () => {
      const [added, other] = [await add(full), await add(full)]
      const updated = await run(update(added.account.id, { bio: "", birthdate: null, isVerified: false }))
      const details = {
        ...added,
        profile: { ...full, bio: "", birthdate: null, isVerified: false },
        updatedAt: LATER,
        version: added.version + 1,
      }
      expect(updated).toEqual({ details, formerPicture: "one.png" })
      expect(await run(store().identity.profiles.find(added.account.id))).toEqual(details)
      expect(await run(store().identity.profiles.find(other.account.id))).toEqual(other)
    })

    it("writes every detail", async () => {
      const { account } = await add(emptyProfile)
      expect((await run(update(account.id, full)))?.details.profile).toEqual(full)
      expect((await run(update(account.id, emptyProfile)))?.details.profile).toEqual(emptyProfile)
    })

    it("replaces the password and ends all sessions of the account in one step", async () => {
      const [ann, bob] = [await shop().account(), await shop().account()]
      const [hers, his] = [freshName("digest"), freshName("digest")]
      const session = { passwordChangedAt: null, openedAt: NOON, expiresAt: null }
      await run(store().identity.sessions.open({ ...session, account: ann.id, tokenDigest: hers }))
      await run(store().identity.sessions.open({ ...session, account: bob.id, tokenDigest: his }))

      await run(update(ann.id, { bio: "no new password" }))
      expect((await run(store().identity.sessions.find(hers, NOON)))?.account).toEqual(ann)
      expect((await run(store().identity.accounts.findById(ann.id)))?.passwordChangedAt).toBeNull()

      await run(update(ann.id, {}, "new"))
      expect(await run(store().identity.accounts.findById(ann.id))).toEqual({
        account: ann,
        passwordHash: "new",
        passwordChangedAt: LATER,
      })
      expect(await run(store().identity.sessions.find(hers, NOON))).toBeNull()
      expect(await run(store().identity.sessions.listOf(ann.id, NOON))).toEqual([])
      expect((await run(store().identity.sessions.find(his, NOON)))?.account).toEqual(bob)
    })

    it("makes one of many concurrent updates from one version", { law: "no lost update" }, async () => {
      const { account, version } = await add(emptyProfile)
      const { profiles } = store().identity
      const names = Array.from({ length: 16 }, (_, i) => `name ${i}`)
      const updating = (firstName: string, from: number) =>
        profiles.update(account.id, { profile: { firstName }, passwordHash: firstName, from }, LATER)
      const ends = await race(names.map((name) => updating(name, version)))
      const [updated, ...others] = ends.flatMap((end) => (Result.isSuccess(end) ? [end.success?.details] : []))
      expect(others).toEqual([])
      const conflict = { _tag: "ProfileConflict" }
      for (const end of ends) if (Result.isFailure(end)) expect(end.failure).toEqual(conflict)
      const found = await run(profiles.find(account.id))
      expect(found).toEqual(updated)
      expect((await run(store().identity.accounts.findById(account.id)))?.passwordHash).toBe(found?.profile.firstName)
      expect(await errorOf(updating("late", version))).toEqual(conflict)
      const again = await run(updating("again", found?.version ?? -1))
      expect(again?.details.version).not.toBe(found?.version)
      expect(await run(profiles.update(AccountId(999_999_999), { profile: {}, from: 0 }, LATER))).toBeNull()
    })

    it("returns each replaced picture to exactly one of many concurrent updates", {
      law: "no lost update",
    }, async () => {
      const { account } = await add({ ...emptyProfile, picture: PictureName("0") })
      const names = Array.from({ length: 40 }, (_, i) => PictureName(String(i + 1)))
      const ends = await race(names.map((picture) => update(account.id, { picture })))
      const former = ends.map((end) => (Result.isSuccess(end) ? end.success?.formerPicture : end))
      const kept = (await run(store().identity.profiles.find(account.id)))?.profile.picture
      expect([...former, kept].toSorted()).toEqual(["0", ...names].toSorted())
    })

    it("loses no concurrent update of another detail", { law: "no lost update" }, async () => {
      const { account } = await add(emptyProfile)
      const { picture: _, isVerified: __, birthdate: ___, ...texts } = full
      await race(Object.entries(texts).map(([detail, text]) => update(account.id, { [detail]: text })))
      expect((await run(store().identity.profiles.find(account.id)))?.profile).toEqual({ ...emptyProfile, ...texts })
    })

    it("stores any metadata of a new account, and finds it unchanged", () =>
      forAll(fc.tuple(fc.option(anyMetadata), anyProfile), async ([metadata, profile]) => {
        const { identity, search } = store()
        const added = await run(identity.accounts.add({ ...newAccount(), metadata }, profile, "hash", NOON))
        expect(added).toMatchObject({ profile, metadata })
        expect(JSON.stringify(added.metadata)).toBe(JSON.stringify(metadata))
        const found = await run(identity.profiles.find(added.account.id))
        expect(found).toEqual(added)
        expect(JSON.stringify(found?.metadata)).toBe(JSON.stringify(metadata))
        const newest = await run(search?.accountSearch.page({ words: [], limit: 1 }) ?? Effect.succeed([added]))
        expect(newest).toEqual([added])
      }))

    it("replaces metadata by any other, or keeps it, and changes nothing else", () =>
      forAll(fc.tuple(fc.option(anyMetadata), fc.option(anyMetadata)), async ([first, second]) => {
        const { accounts, profiles } = store().identity
        const added = await run(accounts.add({ ...newAccount(), metadata: first }, full, "hash", NOON))
        const { id } = added.account
        const replaced = await run(profiles.update(id, { profile: {}, metadata: second }, LATER))
        const details = { ...added, metadata: second, updatedAt: LATER, version: added.version + 1 }
        expect(replaced).toEqual({ details, formerPicture: full.picture })
        expect(JSON.stringify(replaced?.details.metadata)).toBe(JSON.stringify(second))
        expect(await run(profiles.find(id))).toEqual(details)
        const kept = await run(profiles.update(id, { profile: { bio: "new" }, passwordHash: "new" }, LATER))
        expect(kept?.details).toMatchObject({ metadata: second, profile: { ...full, bio: "new" } })
      }))

    it("makes one of many concurrent changes of metadata and profile from one version", {
      law: "no lost update",
    }, async () => {
      const [{ account, version }, other] = [await add(emptyProfile), await add(emptyProfile)]
      const { profiles } = store().identity
      const changing = (n: number) =>
        n % 2 === 0
          ? profiles.update(account.id, { profile: {}, metadata: { n }, from: version }, LATER)
          : profiles.update(account.id, { profile: { bio: String(n) }, from: version }, LATER)
      const ends = await race(Array.from({ length: 16 }, (_, n) => changing(n)))
      const changed = ends.flatMap((end) => (Result.isSuccess(end) ? [end.success?.details] : []))
      expect(changed).toEqual([await run(profiles.find(account.id))])
      for (const end of ends) if (Result.isFailure(end)) expect(end.failure).toEqual({ _tag: "ProfileConflict" })
      expect(await run(profiles.find(other.account.id))).toEqual(other)
    })

    it("stores any details, and replaces them by any others", () =>
      forAll(fc.tuple(anyProfile, anyProfile), async ([first, second]) => {
        const added = await add(first)
        expect(added.profile).toEqual(first)
        expect((await run(update(added.account.id, second)))?.details.profile).toEqual(second)
        expect((await run(store().identity.profiles.find(added.account.id)))?.profile).toEqual(second)
      }))
  })
}
