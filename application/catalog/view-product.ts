import { Effect } from "effect"
import type { Manager } from "../../domain/account/actor.ts"
import { UnknownProduct } from "../../domain/catalog/errors.ts"
import type { ProductId } from "../../domain/catalog/product.ts"
import { type ProductEntry, unarchived } from "../../domain/catalog/product-entry.ts"
import type { ProductEditor } from "../ports/product-editor.ts"

/**
 * Returns a product. Public: an actor of `null` is a visitor. Only admins see archived products and variants; for others
 * these are unknown.
 */
export type ViewProduct = (actor: Manager | null, product: ProductId) => Effect.Effect<ProductEntry, UnknownProduct>

export const makeViewProduct = ({ editor }: { readonly editor: ProductEditor }): ViewProduct =>
  Effect.fnUntraced(function* (actor, id) {
    const entry = yield* editor.find(id)
    const seen = entry === null || actor?.isAdmin ? entry : unarchived(entry)
    return seen ?? (yield* new UnknownProduct({ product: id }))
  })
