import { Effect, Result } from "effect"
import { type Manager, requireAdmin } from "../../domain/account/actor.ts"
import type { NotPermitted } from "../../domain/account/errors.ts"
import type { UnknownProduct } from "../../domain/catalog/errors.ts"
import type { ProductId, VariantId } from "../../domain/catalog/product.ts"
import type { StockLevel } from "../../domain/stock/stock-level.ts"
import type { ViewProduct } from "../catalog/view-product.ts"
import type { Offers } from "../ports/catalog.ts"

/** The stock level of a variant, or of a product without variants. */
export interface ViewedStock extends StockLevel {
  readonly variant: VariantId | null
}

/**
 * Returns the stock levels of a product: one for each variant that is sold, in ascending order of variant, or one of the
 * product. Archived items have none. Admins only.
 */
export type ViewStock = (
  actor: Manager,
  product: ProductId,
) => Effect.Effect<ReadonlyArray<ViewedStock>, NotPermitted | UnknownProduct>

export const makeViewStock = (ports: { readonly offers: Offers; readonly viewProduct: ViewProduct }): ViewStock =>
  Effect.fnUntraced(function* (actor, id) {
    yield* Effect.fromResult(requireAdmin(actor))
    const product = yield* ports.viewProduct(actor, id)
    const items = product.variants.length === 0 ? [null] : product.variants.map((variant) => variant.id)
    const offers = yield* ports.offers.offersFor(items.map((variant) => ({ product: id, variant })))
    return offers
      .filter(Result.isSuccess)
      .map(({ success: { variant, stockItem, onHand, reserved } }) => ({ variant, stockItem, onHand, reserved }))
  })
