import { Data } from "effect"
import type { CategoryId } from "./category.ts"
import type { ProductId } from "./product.ts"

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
