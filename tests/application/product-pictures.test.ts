import { describe, expect, it } from "vitest"
import type { PictureName } from "../../domain/account/picture.ts"
import { ProductId } from "../../domain/catalog/product.ts"
import { MAX_PRODUCT_PICTURES } from "../../domain/catalog/product-picture.ts"
import { errorOf, openShop, run } from "./test-shop.ts"

const bytes = new Uint8Array([1, 2, 3])
const noPicture = new Uint8Array([0])

const withPictures = async (...alts: ReadonlyArray<string>) => {
  const shop = await openShop()
  const product = shop.lamp.id
  const add = (alt?: string, picture = bytes) => shop.addProductPicture(shop.admin, { product, picture, alt })
  for (const alt of alts) await run(add(alt))
  const { pictures, version } = await run(shop.viewProduct(null, product))
  const edit = (changes: Parameters<typeof shop.editProduct>[1]["changes"], version?: number) =>
    shop.editProduct(shop.admin, { product, version, changes })
  const remove = (picture: PictureName) => shop.removeProductPicture(shop.admin, { product, picture })
  return { ...shop, product, add, edit, remove, pictures, version, names: pictures.map(({ name }) => name) }
}

describe("adding a picture to a product", () => {
  it("shows it after the others, to visitors too, and changes the version", async () => {
    const { lamp, pictures, version, viewProduct, media } = await withPictures("front", "back")
    expect(pictures.map(({ alt }) => alt)).toEqual(["front", "back"])
    expect(version).toBe(2)
    expect([...media.kept.keys()]).toEqual(pictures.map(({ name }) => name))
    expect((await run(viewProduct(null, lamp.id))).pictures).toEqual(pictures)
  })

  it("keeps no file when it is refused", async () => {
    const { add, addProductPicture, ann, admin, product, media } = await withPictures()
    expect(await errorOf(addProductPicture(ann, { product, picture: bytes }))).toMatchObject({ _tag: "NotPermitted" })
    const unknown = { product: ProductId(99), picture: bytes }
    expect(await errorOf(addProductPicture(admin, unknown))).toMatchObject({ _tag: "UnknownProduct", product: 99 })
    expect(await errorOf(add("x".repeat(501)))).toMatchObject({ field: "alt", rule: { kind: "too-long", max: 500 } })
    expect(await errorOf(add("", noPicture))).toMatchObject({ _tag: "PictureRefused" })
    for (let i = 0; i < MAX_PRODUCT_PICTURES; i++) await run(add())
    expect(await errorOf(add())).toMatchObject({ _tag: "TooManyPictures", max: MAX_PRODUCT_PICTURES })
    expect([media.stored(), media.kept.size]).toEqual([MAX_PRODUCT_PICTURES, MAX_PRODUCT_PICTURES])
  })

  it("keeps all pictures that are added at once", async () => {
    const { add, viewProduct, product } = await withPictures()
    await Promise.all(["a", "b", "c", "d"].map((alt) => run(add(alt))))
    const { pictures } = await run(viewProduct(null, product))
    expect(pictures.map(({ alt }) => alt).toSorted()).toEqual(["a", "b", "c", "d"])
  })
})

describe("the pictures of a product", () => {
  it("change their order and texts, and lose their files when they are removed", async () => {
    const { edit, names, version, media } = await withPictures("front", "back", "side")
    const [front, back, side] = names as [PictureName, PictureName, PictureName]
    const edited = await run(edit({ pictures: [{ name: side, alt: "the side" }, { name: front }] }, version))
    expect(edited.pictures).toEqual([
      { name: side, alt: "the side" },
      { name: front, alt: "front" },
    ])
    expect([...media.kept.keys()].toSorted()).toEqual([front, side].toSorted())
    expect(await errorOf(edit({ pictures: [] }, version))).toMatchObject({ _tag: "ProductChanged" })
    const refused = async (pictures: Parameters<typeof edit>[0]["pictures"], error: object) =>
      expect(await errorOf(edit({ pictures }))).toMatchObject(error)
    await refused([{ name: back }], { _tag: "UnknownPicture", picture: back })
    await refused([{ name: side }, { name: side }], { field: "pictures[1]", rule: { kind: "not-allowed" } })
    await refused([{ name: side, alt: "\0" }], { field: "pictures[0].alt", rule: { kind: "malformed" } })
    expect(await run(edit({ pictures: edited.pictures }))).toEqual(edited)
  })

  it("are removed one by one, and stay with an archived product", async () => {
    const { edit, remove, removeProductPicture, viewProduct, admin, ann, product, names, media } = await withPictures(
      "front",
      "back",
    )
    const [front, back] = names as [PictureName, PictureName]
    await run(edit({ isArchived: true }))
    expect((await run(viewProduct(admin, product))).pictures).toHaveLength(2)
    expect(await errorOf(removeProductPicture(ann, { product, picture: front }))).toMatchObject({
      _tag: "NotPermitted",
    })
    expect((await run(remove(front))).pictures).toEqual([{ name: back, alt: "back" }])
    expect([...media.kept.keys()]).toEqual([back])
    expect(await errorOf(remove(front))).toMatchObject({ _tag: "UnknownPicture", picture: front })
    const unknown = { product: ProductId(99), picture: front }
    expect(await errorOf(removeProductPicture(admin, unknown))).toMatchObject({ _tag: "UnknownProduct" })
  })
})
