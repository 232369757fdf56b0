import { Effect, Result } from "effect"
import { type Manager, requireAdmin } from "../../domain/account/actor.ts"
import type { NotPermitted } from "../../domain/account/errors.ts"
import { editProduct as decideEdit, type ProductChanges } from "../../domain/catalog/edit-product.ts"
import {
  type NothingToSell,
  ProductChanged,
  type UnknownCategory,
  type UnknownPicture,
  UnknownProduct,
  type UnknownVariant,
} from "../../domain/catalog/errors.ts"
import type { ProductId } from "../../domain/catalog/product.ts"
import type { ProductEntry } from "../../domain/catalog/product-entry.ts"
import type { InvalidField } from "../../domain/invalid-field.ts"
import { judgeRecord, judgeRecords, type MetadataRules } from "../../domain/metadata-rules.ts"
import { decideAgain } from "../decide-again.ts"
import type { Clock } from "../ports/clock.ts"
import type { Pictures } from "../ports/media.ts"
import type { ProductEditor } from "../ports/product-editor.ts"

export interface EditProductPorts {
  readonly editor: ProductEditor
  readonly pictures: Pick<Pictures, "remove">
  readonly clock: Clock
  readonly metadata?: MetadataRules | undefined
}

/** An edit of a product. */
export interface EditProductCommand {
  readonly product: ProductId
  /** The version that the edit is based on. Without it, the edit applies to whatever version there is. */
  readonly version?: number | undefined
  readonly changes: ProductChanges
}

/** The reasons why an edit is rejected. A rejected edit changes nothing. */
export type EditProductError =
  | NotPermitted
  | InvalidField
  | UnknownProduct
  | UnknownVariant
  | UnknownPicture
  | UnknownCategory
  | NothingToSell
  | ProductChanged

/**
 * Changes a product and its variants, adds variants, archives and restores, orders and removes pictures, all or nothing.
 * Returns the product afterwards. Admins only. Existing orders do not change. Of concurrent edits of one version, one succeeds and the
 * others fail with `ProductChanged`. The histories of added stock name the actor.
 */
export type EditProduct = (actor: Manager, command: EditProductCommand) => Effect.Effect<ProductEntry, EditProductError>

export const makeEditProduct = ({ editor, pictures, clock, metadata: rules = {} }: EditProductPorts): EditProduct => {
  const edit = Effect.fnUntraced(function* (...[actor, { product, version, changes }]: Parameters<EditProduct>) {
    yield* Effect.fromResult(requireAdmin(actor))
    const entry = yield* editor.find(product)
    if (entry === null) return yield* new UnknownProduct({ product })
    const current = entry.version
    if (version !== undefined && version !== current) return yield* new ProductChanged({ product, version, current })
    const now = clock.now()
    const decided = yield* Effect.fromResult(
      Result.flatMap(judgeChanges(rules, changes), (judged) => decideEdit(entry, judged, now)),
    )
    if (decided === null) return entry
    // No record refers to the removed pictures any more.
    return yield* Effect.uninterruptible(
      Effect.tap(editor.recordEdit(decided, { at: now, by: actor.id }), () =>
        Effect.forEach(decided.removedPictures, pictures.remove, { discard: true }),
      ),
    )
  })
  // After a conflict, the version is compared again.
  return (actor, command) => decideAgain("ProductConflict", edit(actor, command))
}

/** Applies the host's rules to the metadata that an edit sets. Metadata that stays is not checked again. */
const judgeChanges = (rules: MetadataRules, changes: ProductChanges): Result.Result<ProductChanges, InvalidField> =>
  Result.gen(function* () {
    const { variants, addVariants, ...product } = yield* judgeRecord(rules.product, "", changes)
    return {
      ...product,
      variants: variants && (yield* judgeRecords(rules.variant, "variants", variants)),
      addVariants: addVariants && (yield* judgeRecords(rules.variant, "addVariants", addVariants)),
    }
  })
