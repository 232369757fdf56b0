import type { Effect } from "effect"
import type { StockBooks, StockDrift } from "../ports/stock-books.ts"

/**
 * Recomputes every stock level from orders and movements and names every drift; with `repair` it puts right what can
 * be. For the operator: no actor is asked for.
 */
export type ExamineStock = (options?: { readonly repair: boolean }) => Effect.Effect<ReadonlyArray<StockDrift>>

export const makeExamineStock =
  ({ books }: { readonly books: StockBooks }): ExamineStock =>
  ({ repair } = { repair: false }) =>
    repair ? books.repair() : books.examine()
