import { Effect } from "effect"
import { type Manager, requireAdmin } from "../../domain/account/actor.ts"
import type { NotPermitted } from "../../domain/account/errors.ts"
import { type Category, categoryName } from "../../domain/catalog/category.ts"
import type { CategoryNameTaken } from "../../domain/catalog/errors.ts"
import type { InvalidField } from "../../domain/invalid-field.ts"
import type { Categories } from "../ports/catalog.ts"

/** Adds a category. Admins only. */
export type CreateCategory = (
  actor: Manager,
  category: { readonly name: string },
) => Effect.Effect<Category, NotPermitted | InvalidField | CategoryNameTaken>

export const makeCreateCategory = ({ categories }: { readonly categories: Categories }): CreateCategory =>
  Effect.fnUntraced(function* (actor, { name }) {
    yield* Effect.fromResult(requireAdmin(actor))
    return yield* categories.add(yield* Effect.fromResult(categoryName(name)))
  })
