import type { Effect } from "effect"
import type { ProductId, VariantId } from "../../domain/catalog/product.ts"
import type { StockItemId } from "../../domain/stock/stock-item.ts"

/** A number of the stock books that does not follow from the orders and movements. */
export interface StockDrift {
  readonly stockItem: StockItemId
  readonly product: { readonly id: ProductId; readonly name: string }
  readonly variant: { readonly id: VariantId; readonly size: string; readonly color: string } | null
  /**
   * `on hand`: what came in less what was shipped. `reserved`: what open orders hold. `shipped`: what movements took off
   * the shelf, against what the orders that went out say. `available`: may not be below zero.
   */
  readonly what: "on hand" | "reserved" | "shipped" | "available"
  readonly expected: number
  readonly found: number
  /** Whether it was put right; always `false` where nobody asked for that. */
  readonly repaired: boolean
}

/** The books of the shop's stock, to look over. Under load too, each look sees one moment. */
export interface StockAudit {
  /** Recomputes every stock level; every drift in ascending order of stock item, none in a healthy shop. */
  readonly audit: () => Effect.Effect<ReadonlyArray<StockDrift>>
  /**
   * Sets levels to what follows from orders and movements, while nobody else changes them. A drift remains where two
   * records contradict each other (`shipped`), or where more was promised than there is: a person must decide.
   */
  readonly repair: () => Effect.Effect<ReadonlyArray<StockDrift>>
}
