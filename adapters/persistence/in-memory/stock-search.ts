import { Effect } from "effect"
import type { LowStock, StockSearch } from "../../../application/ports/stock-search.ts"
import { available } from "../../../domain/stock/stock-level.ts"
import { existing, type Store } from "./store.ts"

/** The in-memory implementation of `StockSearch`. */
export const inMemoryStockSearch = (store: Store): StockSearch => ({
  history: ({ stockItem, before = Number.POSITIVE_INFINITY, limit }) =>
    Effect.sync(() =>
      (store.movements.get(stockItem) ?? [])
        .filter(({ id }) => id < before)
        .toReversed()
        .slice(0, limit)
        .map((movement) => ({ ...movement, at: new Date(movement.at) })),
    ),

  low: ({ threshold: usual, after = 0, limit }) =>
    Effect.sync(() =>
      [...store.stock.values()]
        .filter(({ level: { stockItem } }) => stockItem > after)
        .toSorted((a, b) => a.level.stockItem - b.level.stockItem)
        .flatMap(({ level, product: id }): ReadonlyArray<LowStock> => {
          const threshold = store.lowThresholds.get(level.stockItem) ?? usual
          const { product, isArchived, variants } = existing(store.products, id, "product")
          const variant = variants.find(({ stockItem }) => stockItem === level.stockItem)
          if (isArchived || variant?.isArchived || available(level) > threshold) return []
          const shown = variant === undefined ? null : { id: variant.id, size: variant.size, color: variant.color }
          return [{ ...level, product: { id, name: product.name }, variant: shown, threshold }]
        })
        .slice(0, limit),
    ),
})
