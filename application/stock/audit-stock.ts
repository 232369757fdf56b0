import type { Effect } from "effect"
import type { StockAudit, StockDrift } from "../ports/stock-audit.ts"

/**
 * Recomputes every stock level from orders and movements and returns each difference. With `repair`, corrects the
 * levels that can be corrected. For the operator: takes no actor.
 */
export type AuditStock = (options?: { readonly repair: boolean }) => Effect.Effect<ReadonlyArray<StockDrift>>

export const makeAuditStock =
  ({ audit }: { readonly audit: StockAudit }): AuditStock =>
  ({ repair } = { repair: false }) =>
    repair ? audit.reconcile() : audit.audit()
