import { Data } from "effect"
import type { CategoryId } from "./category.ts"

/** A product names a category that the shop does not have. */
export class UnknownCategory extends Data.TaggedError("UnknownCategory")<{
  readonly category: CategoryId
}> {}

/** Another category already has this name. */
export class CategoryNameTaken extends Data.TaggedError("CategoryNameTaken")<{
  readonly name: string
}> {}
