import { Effect } from "effect"
import { type Manager, requireAdmin } from "../../domain/account/actor.ts"
import type { NotPermitted } from "../../domain/account/errors.ts"
import type { CategoryId } from "../../domain/catalog/category.ts"
import type { CategoryInUse, UnknownCategory } from "../../domain/catalog/errors.ts"
import type { Categories } from "../ports/catalog.ts"

/** Deletes a category without products, archived ones included. Admins only. */
export type DeleteCategory = (
  actor: Manager,
  command: { readonly category: CategoryId },
) => Effect.Effect<void, NotPermitted | UnknownCategory | CategoryInUse>

export const makeDeleteCategory = ({ categories }: { readonly categories: Categories }): DeleteCategory =>
  Effect.fnUntraced(function* (actor, { category }) {
    yield* Effect.fromResult(requireAdmin(actor))
    yield* categories.remove(category)
  })
