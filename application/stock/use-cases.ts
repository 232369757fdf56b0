import type { In, Style } from "../use-case-style.ts"
import type { AuditStock } from "./audit-stock.ts"
import type { Restock } from "./restock.ts"

/** Stock levels. See `UseCasesIn`. */
export interface StockUseCases<S extends Style> {
  /**
   * Adds units to the stock of a product or variant and returns the new stock level. Not idempotent: each call adds.
   * Admins only.
   *
   * @example
   * const filled = await shop.restock(admin, { product: soap.id, quantity: 24 })
   * if (filled.ok) console.log(filled.value.onHand)
   */
  readonly restock: In<S, Restock>
  /**
   * Recomputes every stock level from orders and movements and returns each difference. With `repair`, corrects the
   * levels that can be corrected. For the operator.
   */
  readonly auditStock: In<S, AuditStock>
}
