import { Result } from "effect"
import fc from "fast-check"
import { describe, expect } from "vitest"
import { PictureName } from "../../../domain/account/picture.ts"
import { addPicture, editProduct, type ProductChanges } from "../../../domain/catalog/edit-product.ts"
import type { ProductId } from "../../../domain/catalog/product.ts"
import type { ProductEntry } from "../../../domain/catalog/product-entry.ts"
import { contractTestsOf } from "./contract-test.ts"
import { forAll } from "./for-all.ts"
import { errorOf, freshName, LATER, run } from "./shop.ts"
import type { Subject } from "./subject.ts"

export const productPicturesContract = ({ store, shop }: Subject): void => {
  const editor = () => store().catalog.editor
  const entry = async (id: ProductId): Promise<ProductEntry> => {
    const found = await run(editor().find(id))
    if (found === null) throw new Error(`product ${id} was not found`)
    return found
  }
  const add = (to: ProductEntry, name: string, alt = "") =>
    editor().recordEdit(Result.getOrThrow(addPicture(to, { name: PictureName(name), alt }, LATER)), {
      at: LATER,
      by: null,
    })
  const edit = (of: ProductEntry, changes: ProductChanges) => {
    const decided = Result.getOrThrow(editProduct(of, changes, LATER))
    if (decided === null) throw new Error("nothing changes")
    return editor().recordEdit(decided, { at: LATER, by: null })
  }
  const withPictures = async () => {
    const { id } = await shop().product()
    const names = ["front", "back", "side"].map((name) => PictureName(freshName(name)))
    for (const name of names) await run(add(await entry(id), name, `shows ${name}`))
    return { id, names, pictures: names.map((name) => ({ name, alt: `shows ${name}` })) }
  }

  describe("product pictures", () => {
    const it = contractTestsOf("product pictures")

    it("shows added pictures in their order, also where products are searched", async () => {
      const { id, pictures } = await withPictures()
      expect((await entry(id)).pictures).toEqual(pictures)
      const page = store().search?.productSearch.page({ words: [], isArchived: false, sort: "newest", limit: 1000 })
      if (page === undefined) return
      expect((await run(page)).find((product) => product.id === id)?.pictures).toEqual(pictures)
    })

    it("changes order and texts, removes what is not listed, and keeps the pictures in other edits", async () => {
      const { id, pictures } = await withPictures()
      const [front, back, side] = pictures as [(typeof pictures)[0], (typeof pictures)[0], (typeof pictures)[0]]
      const arranged = [side, { ...front, alt: "" }]
      const edited = await run(edit(await entry(id), { pictures: arranged }))
      expect(edited.pictures).toEqual(arranged)
      expect(await entry(id)).toEqual(edited)
      const archived = await run(edit(edited, { isArchived: true, name: "kept" }))
      expect(archived.pictures).toEqual(arranged)
      expect((await run(add(archived, back.name))).pictures).toEqual([...arranged, { name: back.name, alt: "" }])
      expect((await run(edit(await entry(id), { pictures: [] }))).pictures).toEqual([])
    })

    it("rejects a picture that another edit has overtaken, and does not add it", {
      law: "no lost update",
    }, async () => {
      const { id, names, pictures } = await withPictures()
      const before = await entry(id)
      await run(edit(before, { name: "first" }))
      expect(await errorOf(add(before, freshName("late")))).toEqual({ _tag: "ProductConflict" })
      const removed = names.slice(1).map((name) => ({ name }))
      expect(await errorOf(edit(before, { pictures: removed }))).toEqual({ _tag: "ProductConflict" })
      expect((await entry(id)).pictures).toEqual(pictures)
    })

    it("notes removed pictures as unused, and no others", async () => {
      const unused = store().pictures?.unusedPictures
      if (unused === undefined) return
      const { id, names } = await withPictures()
      for (const name of names) await run(unused.note(name))
      const found = async () => (await run(unused.find(0, 10_000))).filter((name) => names.includes(name))
      expect(await found()).toEqual([])
      await run(edit(await entry(id), { pictures: names.slice(2).map((name) => ({ name })) }))
      expect((await found()).toSorted()).toEqual(names.slice(0, 2).toSorted())
    })

    it("keeps any selection of pictures in its order", async () => {
      const { id, pictures } = await withPictures()
      const selections = fc.shuffledSubarray([...pictures], { minLength: 1 })
      // The first selection may be the present one, which changes nothing.
      await forAll(fc.tuple(selections, fc.string()), async ([selection, alt]) => {
        const current = await entry(id)
        const known = selection.filter(({ name }) => current.pictures.some((picture) => picture.name === name))
        const arranged = known.map((picture) => ({ ...picture, alt: `${freshName("alt")}${alt.replaceAll("\0", "")}` }))
        if (arranged.length === 0) return
        expect((await run(edit(current, { pictures: arranged }))).pictures).toEqual(arranged)
        expect((await entry(id)).pictures).toEqual(arranged)
      })
    })
  })
}
