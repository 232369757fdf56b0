import type { In, Style } from "../use-case-style.ts"
import type { AuditStock } from "./audit-stock.ts"
import type { ListLowStock, SetLowStockThreshold } from "./low-stock.ts"
import type { Restock } from "./restock.ts"
import type { StockHistory } from "./stock-history.ts"
import type { TakeStock } from "./take-stock.ts"
import type { ViewStock } from "./view-stock.ts"

/** Stock levels. See `UseCasesIn`. */
export interface StockUseCases<S extends Style> {
  /**
   * Adds units to the stock of a product or variant and returns the new stock level. Without an
   * idempotency key, each call adds.
   * Admins only.
   *
   * @example
   * const filled = await shop.restock(admin, { product: soap.id, quantity: 24 })
   * if (filled.ok) console.log(filled.value.onHand)
   */
  readonly restock: In<S, Restock>
  /**
   * Sets the quantity on hand to what was counted, reserved units included, with a reason. Admins only.
   *
   * @example
   * const taken = await shop.takeStock(admin, { product: soap.id, counted: 11, reason: "One is broken" })
   * if (!taken.ok) console.log(taken.error._tag)
   */
  readonly takeStock: In<S, TakeStock>
  /** Returns the stock levels of a product: one for each variant that is sold, or one of the product. Admins only. */
  readonly viewStock: In<S, ViewStock>
  /**
   * Returns the changes of a stock item's quantity on hand, newest first: when, on whose behalf, why, and for which
   * order. Admins only.
   */
  readonly stockHistory: In<S, StockHistory>
  /** Lists the stock items of which little is available, in ascending order of stock item. Admins only. */
  readonly listLowStock: In<S, ListLowStock>
  /** Sets the quantity at or below which an item counts as low, or `null` for the shop's. Admins only. */
  readonly setLowStockThreshold: In<S, SetLowStockThreshold>
  /**
   * Recomputes every stock level from orders and movements and returns each difference. With `repair`, corrects the
   * levels that can be corrected. For the operator.
   */
  readonly auditStock: In<S, AuditStock>
}
