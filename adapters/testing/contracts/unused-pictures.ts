import fc from "fast-check"
import { describe, expect } from "vitest"
import type { UnusedPictures } from "../../../application/ports/unused-pictures.ts"
import { PictureName } from "../../../domain/account/picture.ts"
import { emptyProfile } from "../../../domain/account/profile.ts"
import { anyPictureName } from "../arbitraries/profiles.ts"
import { contractTestsOf } from "./contract-test.ts"
import { forAll } from "./for-all.ts"
import { freshName, LATER, NOON, newAccount, run } from "./shop.ts"
import type { Subject } from "./subject.ts"

/** A store that omits the picture ports passes. */
export const unusedPicturesContract = ({ withEmptyStore }: Subject): void => {
  describe("unused pictures", () => {
    const it = contractTestsOf("unused pictures")

    const [one, two, three] = ["1.jpg", "2.jpg", "3.png"].map((name) => PictureName(name)) as [
      PictureName,
      PictureName,
      PictureName,
    ]
    const noteAll = async (pictures: UnusedPictures) => {
      for (const picture of [one, two, three]) await run(pictures.note(picture))
    }

    it("returns noted pictures until they are forgotten, a bounded number at a time", () =>
      withEmptyStore(async (store) => {
        const pictures = store.pictures?.unusedPictures
        if (pictures === undefined) return
        expect(await run(pictures.find(0, 100))).toEqual([])
        await noteAll(pictures)
        await run(pictures.note(one))
        expect((await run(pictures.find(0, 100))).toSorted()).toEqual([one, two, three])
        expect(await run(pictures.find(0, 2))).toHaveLength(2)
        await run(pictures.forget([one, three]))
        await run(pictures.forget([]))
        expect(await run(pictures.find(0, 100))).toEqual([two])
      }))

    it("returns no picture that was noted recently", () =>
      withEmptyStore(async (store) => {
        const pictures = store.pictures?.unusedPictures
        if (pictures === undefined) return
        await noteAll(pictures)
        expect(await run(pictures.find(3600, 100))).toEqual([])
      }))

    it("knows pictures that are noted, and those to which an account refers", () =>
      withEmptyStore(async (store) => {
        const pictures = store.pictures?.unusedPictures
        if (pictures === undefined) return
        expect(await run(pictures.unknown([]))).toEqual([])
        const details = newAccount({ username: freshName("owner") })
        await run(store.identity.accounts.add(details, { ...emptyProfile, picture: one }, "hash", NOON))
        expect((await run(pictures.unknown([one, two, three]))).toSorted()).toEqual([two, three])
        await run(pictures.note(two))
        expect(await run(pictures.unknown([one, two, three]))).toEqual([three])
        await run(pictures.forget([two]))
        expect((await run(pictures.unknown([two, one]))).toSorted()).toEqual([two])
      }))

    it("returns no picture of an account, also after its note was deleted, until another one replaces it", () =>
      withEmptyStore(async (store) => {
        const { accounts, profiles } = store.identity
        const pictures = store.pictures?.unusedPictures
        if (pictures === undefined) return
        await noteAll(pictures)
        const details = newAccount({ username: freshName("owner") })
        const { account } = await run(accounts.add(details, { ...emptyProfile, picture: one }, "hash", NOON))
        expect((await run(pictures.find(0, 100))).toSorted()).toEqual([two, three])
        const update = (profile: { readonly picture?: PictureName | null; readonly bio?: string }) =>
          run(profiles.update(account.id, { profile }, LATER))
        await update({ bio: "x" })
        expect((await run(pictures.find(0, 100))).toSorted()).toEqual([two, three])
        await update({ picture: two })
        expect((await run(pictures.find(0, 100))).toSorted()).toEqual([one, three])
        await update({ picture: null })
        expect((await run(pictures.find(0, 100))).toSorted()).toEqual([one, two, three])
      }))

    it("returns the pictures that are noted and not forgotten, after any notes", () =>
      withEmptyStore(async (store) => {
        const pictures = store.pictures?.unusedPictures
        if (pictures === undefined) return
        const noted = new Set<PictureName>()
        const anyNotes = fc.array(fc.record({ picture: anyPictureName, forgets: fc.boolean() }), { maxLength: 5 })
        await forAll(anyNotes, async (notes) => {
          for (const { picture, forgets } of notes) {
            await run(pictures.note(picture))
            if (forgets) await run(pictures.forget([picture]))
            if (forgets) noted.delete(picture)
            else noted.add(picture)
          }
          expect((await run(pictures.find(0, 1000))).toSorted()).toEqual([...noted].toSorted())
        })
      }))
  })
}
