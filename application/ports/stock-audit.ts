import type { Effect } from "effect"
import type { ProductId, VariantId } from "../../domain/catalog/product.ts"
import type { StockItemId } from "../../domain/stock/stock-item.ts"

/** A stock value that does not match the orders and movements. */
export interface StockDrift {
  readonly stockItem: StockItemId
  readonly product: { readonly id: ProductId; readonly name: string }
  readonly variant: { readonly id: VariantId; readonly size: string; readonly color: string } | null
  /**
   * `on hand`: received less shipped. `reserved`: held by open orders. `shipped`: the total of the movements against
   * the total of the shipped orders. `available`: must not be negative.
   */
  readonly what: "on hand" | "reserved" | "shipped" | "available"
  readonly expected: number
  readonly found: number
  /** Whether the value was corrected. Always false for an audit. */
  readonly repaired: boolean
}

/** Compares stock levels with orders and movements. Each call reads one consistent snapshot, also under load. */
export interface StockAudit {
  /** Recomputes every stock level. Returns the differences in ascending order of stock item. */
  readonly audit: () => Effect.Effect<ReadonlyArray<StockDrift>>
  /**
   * Sets stock levels to the values that follow from orders and movements, without concurrent changes. A difference
   * remains if two records contradict each other (`shipped`), or if more is reserved than on hand. These need a manual
   * decision.
   */
  readonly reconcile: () => Effect.Effect<ReadonlyArray<StockDrift>>
}
