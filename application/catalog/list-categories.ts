import type { Effect } from "effect"
import type { Category } from "../../domain/catalog/category.ts"
import type { Categories } from "../ports/catalog.ts"

/** All categories, for anybody. */
export type ListCategories = () => Effect.Effect<ReadonlyArray<Category>>

export const makeListCategories =
  ({ categories }: { readonly categories: Categories }): ListCategories =>
  () =>
    categories.list()
