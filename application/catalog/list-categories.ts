import type { Effect } from "effect"
import type { Category } from "../../domain/catalog/category.ts"
import type { Categories } from "../ports/catalog.ts"

/** Returns all categories. Public. */
export type ListCategories = () => Effect.Effect<ReadonlyArray<Category>>

export const makeListCategories =
  ({ categories }: { readonly categories: Categories }): ListCategories =>
  () =>
    categories.list()
