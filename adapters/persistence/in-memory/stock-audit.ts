import { Effect } from "effect"
import type { StockAudit, StockDrift } from "../../../application/ports/stock-audit.ts"
import { holdsStock } from "../../../domain/order/status.ts"
import type { StockItemId } from "../../../domain/stock/stock-item.ts"
import { existing, putLevel, type Store } from "./store.ts"

/** The in-memory implementation of `StockAudit`. Movements are not stored, so the quantity on hand is not checked. */
export const inMemoryStockAudit = (store: Store): StockAudit => ({
  audit: () => Effect.sync(() => audit(store)),

  reconcile: () =>
    Effect.sync(() =>
      audit(store).map((drift) => {
        const { level, product } = existing(store.stock, drift.stockItem, "stock item")
        if (drift.expected > level.onHand) return drift
        putLevel(store, { ...level, reserved: drift.expected }, product)
        return { ...drift, repaired: true }
      }),
    ),
})

const audit = (store: Store): ReadonlyArray<StockDrift> => {
  const held = new Map<StockItemId, number>()
  for (const { status, lines } of store.orders.values())
    if (holdsStock(status))
      for (const { stockItem, quantity } of lines) held.set(stockItem, (held.get(stockItem) ?? 0) + quantity)
  return [...store.stock.values()].flatMap(({ level: { stockItem, reserved }, product: id }) => {
    const expected = held.get(stockItem) ?? 0
    if (reserved === expected) return []
    const { product, variants } = existing(store.products, id, "product")
    const found = variants.find((variant) => variant.stockItem === stockItem)
    const variant = found === undefined ? null : { id: found.id, size: found.size, color: found.color }
    const item = { stockItem, product: { id, name: product.name }, variant }
    return [{ ...item, what: "reserved" as const, expected, found: reserved, repaired: false }]
  })
}
