import { Effect, Result } from "effect"
import { type Manager, requireAdmin } from "../../domain/account/actor.ts"
import type { NotPermitted } from "../../domain/account/errors.ts"
import type { ProductId, VariantId } from "../../domain/catalog/product.ts"
import type { InvalidField } from "../../domain/invalid-field.ts"
import { UnknownItem } from "../../domain/order/errors.ts"
import type { StockItemId } from "../../domain/stock/stock-item.ts"
import { quantityOnHand } from "../../domain/stock/stock-level.ts"
import { cutPage, requireLimit } from "../page-limit.ts"
import type { Offers } from "../ports/catalog.ts"
import type { Inventory } from "../ports/inventory.ts"
import { NotSupported } from "../ports/not-supported.ts"
import type { LowStock, StockSearch } from "../ports/stock-search.ts"

/** A page of low stock, and the stock item after which the next page begins, or `null` for the last page. */
export interface LowStockPage {
  readonly items: ReadonlyArray<LowStock>
  readonly next: StockItemId | null
}

/**
 * Lists what is sold of which little is available: no more than the item's own threshold, or than the shop's. In
 * ascending order of stock item. Admins only.
 */
export type ListLowStock = (
  actor: Manager,
  query: { readonly after?: StockItemId | undefined; readonly limit: number },
) => Effect.Effect<LowStockPage, NotPermitted | NotSupported>

export const makeListLowStock = ({
  search,
  lowStockThreshold: threshold,
}: {
  readonly search: StockSearch | undefined
  readonly lowStockThreshold: number
}): ListLowStock =>
  Effect.fnUntraced(function* (actor, { after, limit }) {
    yield* Effect.fromResult(requireAdmin(actor))
    yield* requireLimit("listLowStock", limit)
    if (search === undefined) return yield* new NotSupported({ ports: "search" })
    const found = yield* search.low({ threshold, after, limit: limit + 1 })
    return cutPage(found, limit, ({ stockItem }) => stockItem)
  })

/** The item, and the quantity at or below which it counts as low. `null` stands for the shop's threshold. */
export interface LowStockThreshold {
  readonly product: ProductId
  readonly variant?: VariantId | null | undefined
  readonly threshold: number | null
}

/** Sets an item's own threshold for low stock, or removes it. Admins only. */
export type SetLowStockThreshold = (
  actor: Manager,
  command: LowStockThreshold,
) => Effect.Effect<void, NotPermitted | InvalidField | UnknownItem>

export const makeSetLowStockThreshold = ({
  offers,
  inventory,
}: {
  readonly offers: Offers
  readonly inventory: Inventory
}): SetLowStockThreshold =>
  Effect.fnUntraced(function* (actor, { product, variant = null, threshold }) {
    yield* Effect.fromResult(requireAdmin(actor))
    if (threshold !== null) yield* Effect.fromResult(quantityOnHand("threshold", threshold))
    const [offer = Result.fail("no-such-product" as const)] = yield* offers.offersFor([{ product, variant }])
    if (Result.isFailure(offer)) return yield* new UnknownItem({ line: 0, product, variant, reason: offer.failure })
    yield* inventory.setLowThreshold(offer.success.stockItem, threshold)
  })
