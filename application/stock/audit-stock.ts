import type { Effect } from "effect"
import type { StockAudit, StockDrift } from "../ports/stock-audit.ts"

/**
 * Recomputes every stock level from orders and movements and names every drift; with `repair` it puts right what can
 * be. For the operator: no actor is asked for.
 */
export type AuditStock = (options?: { readonly repair: boolean }) => Effect.Effect<ReadonlyArray<StockDrift>>

export const makeAuditStock =
  ({ audit }: { readonly audit: StockAudit }): AuditStock =>
  ({ repair } = { repair: false }) =>
    repair ? audit.repair() : audit.audit()
