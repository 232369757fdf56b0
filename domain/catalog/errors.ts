import { Data } from "effect"
import type { CategoryId } from "./category.ts"
import type { ProductId } from "./product.ts"

/** A product names a category that the shop does not have. */
export class UnknownCategory extends Data.TaggedError("UnknownCategory")<{
  readonly category: CategoryId
}> {}

/** No product has this id. */
export class UnknownProduct extends Data.TaggedError("UnknownProduct")<{
  readonly product: ProductId
}> {}

/** Another category already has this name. */
export class CategoryNameTaken extends Data.TaggedError("CategoryNameTaken")<{
  readonly name: string
}> {}
