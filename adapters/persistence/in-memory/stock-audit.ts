import { Effect } from "effect"
import type { StockAudit, StockDrift } from "../../../application/ports/stock-audit.ts"
import { holdsStock } from "../../../domain/order/status.ts"
import { movementEffects } from "../../../domain/stock/movement.ts"
import type { StockItemId } from "../../../domain/stock/stock-item.ts"
import { putLevel } from "./stock-changes.ts"
import { existing, type Store } from "./store.ts"

/** The in-memory implementation of `StockAudit`. The quantity on hand is not repaired. */
export const inMemoryStockAudit = (store: Store): StockAudit => ({
  audit: () => Effect.sync(() => audit(store)),

  reconcile: () =>
    Effect.sync(() =>
      audit(store).map((drift) => {
        const { level, product } = existing(store.stock, drift.stockItem, "stock item")
        if (drift.what !== "reserved" || drift.expected > level.onHand) return drift
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
  return [...store.stock.values()].flatMap(({ level: { stockItem, onHand, reserved }, product: id }) => {
    const fromMovements = (store.movements.get(stockItem) ?? []).reduce(
      (sum, { kind, quantity }) => sum + movementEffects[kind].onHand * quantity,
      0,
    )
    const compared = [
      { what: "on hand", expected: fromMovements, found: onHand },
      { what: "reserved", expected: held.get(stockItem) ?? 0, found: reserved },
    ] as const
    const wrong = compared.filter(({ expected, found }) => expected !== found)
    if (wrong.length === 0) return []
    const { product, variants } = existing(store.products, id, "product")
    const sold = variants.find((variant) => variant.stockItem === stockItem)
    const variant = sold === undefined ? null : { id: sold.id, size: sold.size, color: sold.color }
    const item = { stockItem, product: { id, name: product.name }, variant }
    return wrong.map((drift) => ({ ...item, ...drift, repaired: false }))
  })
}
