import { Data } from "effect"
import type { PictureName } from "../account/picture.ts"
import type { CategoryId } from "./category.ts"
import type { ProductId, VariantId } from "./product.ts"

/**
 * A product refers to a category that does not exist.
 *
 * @example
 * const added = await shop.createProduct(admin, product)
 * if (!added.ok && added.error._tag === "UnknownCategory") console.log(`There is no category ${added.error.category}.`)
 */
export class UnknownCategory extends Data.TaggedError("UnknownCategory")<{
  readonly category: CategoryId
}> {}

/**
 * No product has this id.
 *
 * @example
 * const repriced = await shop.reprice(admin, { product: ProductId(7), price })
 * if (!repriced.ok && repriced.error._tag === "UnknownProduct") console.log(repriced.error.product)
 */
export class UnknownProduct extends Data.TaggedError("UnknownProduct")<{
  readonly product: ProductId
}> {}

/**
 * Another category already has this name.
 *
 * @example
 * const added = await shop.createCategory(admin, { name: "Bath" })
 * if (!added.ok && added.error._tag === "CategoryNameTaken") console.log(`There is ${added.error.name} already.`)
 */
export class CategoryNameTaken extends Data.TaggedError("CategoryNameTaken")<{
  readonly name: string
}> {}

/**
 * The product has no variant with this id.
 *
 * @example
 * const edited = await shop.editProduct(admin, { product: soap.id, changes: { variants: [{ id: VariantId(7) }] } })
 * if (!edited.ok && edited.error._tag === "UnknownVariant") console.log(edited.error.variant)
 */
export class UnknownVariant extends Data.TaggedError("UnknownVariant")<{
  readonly product: ProductId
  readonly variant: VariantId
}> {}

/**
 * All variants of the product would be archived. Archive the product instead.
 *
 * @example
 * const archived = [{ id: VariantId(7), isArchived: true }]
 * const edited = await shop.editProduct(admin, { product: soap.id, changes: { variants: archived } })
 * if (!edited.ok && edited.error._tag === "NothingToSell") console.log("Archive the product.")
 */
export class NothingToSell extends Data.TaggedError("NothingToSell")<{
  readonly product: ProductId
}> {}

/**
 * The product has changed since the version that an edit is based on.
 *
 * @example
 * const edited = await shop.editProduct(admin, { product: soap.id, version: 3, changes: { name: "Olive soap" } })
 * if (!edited.ok && edited.error._tag === "ProductChanged") console.log(`It has version ${edited.error.current} now.`)
 */
export class ProductChanged extends Data.TaggedError("ProductChanged")<{
  readonly product: ProductId
  readonly version: number
  readonly current: number
}> {}

/**
 * The category contains products, archived ones included, and cannot be deleted.
 *
 * @example
 * const deleted = await shop.deleteCategory(admin, { category: bath.id })
 * if (!deleted.ok && deleted.error._tag === "CategoryInUse") console.log("Move its products first.")
 */
export class CategoryInUse extends Data.TaggedError("CategoryInUse")<{
  readonly category: CategoryId
}> {}

/**
 * The product has no picture with this name.
 *
 * @example
 * const edited = await shop.editProduct(admin, { product: soap.id, changes: { pictures: [] } })
 * if (!edited.ok && edited.error._tag === "UnknownPicture") console.log(edited.error.picture)
 */
export class UnknownPicture extends Data.TaggedError("UnknownPicture")<{
  readonly product: ProductId
  readonly picture: PictureName
}> {}

/**
 * The product has as many pictures as a product may have.
 *
 * @example
 * const added = await shop.addProductPicture(admin, { product: soap.id, picture: bytes, alt: "A bar of soap" })
 * if (!added.ok && added.error._tag === "TooManyPictures") console.log(`At most ${added.error.max} pictures.`)
 */
export class TooManyPictures extends Data.TaggedError("TooManyPictures")<{
  readonly product: ProductId
  readonly max: number
}> {}
