import { Effect } from "effect"
import { type Manager, requireAdmin } from "../../domain/account/actor.ts"
import type { NotPermitted } from "../../domain/account/errors.ts"
import { type Category, CategoryId, categoryName } from "../../domain/catalog/category.ts"
import { claimOfCategory } from "../../domain/catalog/claims.ts"
import type { CategoryNameTaken } from "../../domain/catalog/errors.ts"
import type { InvalidField } from "../../domain/invalid-field.ts"
import type { IdempotencyKeyReused } from "../../domain/order/errors.ts"
import type { IdempotencyKey } from "../../domain/order/idempotency-key.ts"
import { decideAgain } from "../decide-again.ts"
import type { Categories } from "../ports/catalog.ts"
import { type AddOncePorts, addOnce } from "./add-once.ts"

export interface CreateCategoryPorts extends AddOncePorts {
  readonly categories: Categories
}

/** The name of a category to create. */
export interface CreateCategoryCommand {
  readonly name: string
  /** Makes retries safe: the same key with the same name returns the first result again, for at least 24 hours. */
  readonly idempotencyKey?: IdempotencyKey | undefined
}

/** Adds a category. Admins only. */
export type CreateCategory = (
  actor: Manager,
  command: CreateCategoryCommand,
) => Effect.Effect<Category, NotPermitted | InvalidField | CategoryNameTaken | IdempotencyKeyReused>

export const makeCreateCategory = ({ categories, ...ports }: CreateCategoryPorts): CreateCategory =>
  Effect.fnUntraced(function* (actor, command) {
    yield* Effect.fromResult(requireAdmin(actor))
    const name = yield* Effect.fromResult(categoryName(command.name))
    if (command.idempotencyKey === undefined) return yield* categories.add(name)
    const once = addOnce(
      ports,
      actor,
      claimOfCategory(command.idempotencyKey, name),
      (request) => categories.addOnce(name, request),
      (id) => Effect.succeed({ id: CategoryId(Number(id)), name }),
    )
    return yield* decideAgain("KeyRecorded", once)
  })
