import { Effect } from "effect"
import type { StockBooks, StockDrift } from "../../../application/ports/stock-books.ts"
import { holdsStock } from "../../../domain/order/status.ts"
import type { SkuId } from "../../../domain/stock/sku.ts"
import { existing, putLevel, type Store } from "./store.ts"

/** The books of the stock, in memory. Movements are not kept here, so what is on hand is taken as it is. */
export const inMemoryStockBooks = (store: Store): StockBooks => ({
  examine: () => Effect.sync(() => examine(store)),

  repair: () =>
    Effect.sync(() =>
      examine(store).map((drift) => {
        const { level, product } = existing(store.shelves, drift.sku, "SKU")
        if (drift.expected > level.onHand) return drift
        putLevel(store, { ...level, reserved: drift.expected }, product)
        return { ...drift, repaired: true }
      }),
    ),
})

const examine = (store: Store): ReadonlyArray<StockDrift> => {
  const held = new Map<SkuId, number>()
  for (const { status, lines } of store.orders.values())
    if (holdsStock(status)) for (const { sku, quantity } of lines) held.set(sku, (held.get(sku) ?? 0) + quantity)
  return [...store.shelves.values()].flatMap(({ level: { sku, reserved }, product: id }) => {
    const expected = held.get(sku) ?? 0
    if (reserved === expected) return []
    const { product, variants } = existing(store.products, id, "product")
    const found = variants.find((variant) => variant.sku === sku)
    const variant = found === undefined ? null : { id: found.id, size: found.size, color: found.color }
    const item = { sku, product: { id, name: product.name }, variant }
    return [{ ...item, what: "reserved" as const, expected, found: reserved, repaired: false }]
  })
}
