import type { StockMovement } from "../../../application/ports/stock-search.ts"
import type { ProductId } from "../../../domain/catalog/product.ts"
import type { StockItemId } from "../../../domain/stock/stock-item.ts"
import type { StockLevel } from "../../../domain/stock/stock-level.ts"
import type { Store } from "./store.ts"

/** Replaces a stock level. */
export const putLevel = (store: Store, level: StockLevel, product: ProductId): void => {
  store.stock.set(level.stockItem, Object.freeze({ level: Object.freeze(level), product }))
  store.staleProducts.add(product)
}

/** Records a movement that changed the quantity on hand. */
export const putMovement = (
  store: Store,
  stockItem: StockItemId,
  { at, ...movement }: Omit<StockMovement, "id">,
): void => {
  const movements = store.movements.get(stockItem) ?? []
  movements.push(Object.freeze({ id: ++store.lastMovement, ...movement, at: new Date(at) }))
  store.movements.set(stockItem, movements)
}
