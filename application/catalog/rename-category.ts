import { Effect } from "effect"
import { type Manager, requireAdmin } from "../../domain/account/actor.ts"
import type { NotPermitted } from "../../domain/account/errors.ts"
import { type Category, type CategoryId, categoryName } from "../../domain/catalog/category.ts"
import type { CategoryNameTaken, UnknownCategory } from "../../domain/catalog/errors.ts"
import type { InvalidField } from "../../domain/invalid-field.ts"
import type { Categories } from "../ports/catalog.ts"

/** Renames a category. Its name must be unused. Admins only. */
export type RenameCategory = (
  actor: Manager,
  command: { readonly category: CategoryId; readonly name: string },
) => Effect.Effect<Category, NotPermitted | InvalidField | UnknownCategory | CategoryNameTaken>

export const makeRenameCategory = ({ categories }: { readonly categories: Categories }): RenameCategory =>
  Effect.fnUntraced(function* (actor, { category, name }) {
    yield* Effect.fromResult(requireAdmin(actor))
    return yield* categories.rename({ id: category, name: yield* Effect.fromResult(categoryName(name)) })
  })
