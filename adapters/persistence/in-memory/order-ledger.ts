import { Effect, Result } from "effect"
import type { OrderLedger, OrderMoved } from "../../../application/ports/order-ledger.ts"
import { type NewOrder, type Order, OrderId, OrderLineId } from "../../../domain/order/order.ts"
import type { OutOfStock } from "../../../domain/stock/errors.ts"
import type { Movement } from "../../../domain/stock/movement.ts"
import type { SkuId } from "../../../domain/stock/sku.ts"
import { move, type StockLevel } from "../../../domain/stock/stock-level.ts"
import { snapshot } from "./orders.ts"
import { existing, putLevel, type Store } from "./store.ts"

/** Makes decisions true, in memory: all new stock levels are worked out before the first one is written. */
export const inMemoryOrderLedger = (store: Store): OrderLedger => ({
  record: ({ order, movements }) =>
    Effect.suspend(() => {
      existing(store.accounts, order.account, "account")
      const levels = moveAll(store, movements)
      if (Result.isFailure(levels)) return Effect.fail(levels.failure)
      const placed = numberOrder(store, order)
      putLevels(store, levels.success)
      store.orders.set(placed.id, placed)
      return Effect.succeed(snapshot(placed))
    }),

  amend: ({ order: { id, status, updatedAt }, from, movements }) =>
    Effect.suspend(() => {
      const order = store.orders.get(id)
      if (order === undefined || order.status !== from) return Effect.fail<OrderMoved>({ _tag: "OrderMoved" })
      const levels = moveAll(store, movements)
      if (Result.isFailure(levels)) throw levels.failure
      putLevels(store, levels.success)
      store.orders.set(id, Object.freeze({ ...order, status, updatedAt: new Date(updatedAt) }))
      return Effect.void
    }),
})

const numberOrder = (store: Store, order: NewOrder): Order => {
  const lines = order.lines.map(({ sku, product, variant, quantity, price }) =>
    Object.freeze({ id: OrderLineId(++store.lastOrderLine), sku, product, variant, quantity, price }),
  )
  return Object.freeze({
    id: OrderId(store.orders.size + 1),
    account: order.account,
    status: order.status,
    delivery: order.delivery === null ? null : Object.freeze({ ...order.delivery }),
    lines: Object.freeze(lines),
    createdAt: new Date(order.createdAt),
    updatedAt: new Date(order.updatedAt),
  })
}

/** The levels after all movements, or the first SKU in ascending order that falls short. */
const moveAll = (store: Store, movements: ReadonlyArray<Movement>): Result.Result<Iterable<StockLevel>, OutOfStock> => {
  const levels = new Map<SkuId, StockLevel>()
  for (const movement of movements.toSorted((a, b) => a.sku - b.sku)) {
    const before = levels.get(movement.sku) ?? existing(store.shelves, movement.sku, "SKU").level
    const after = move(before, movement)
    if (Result.isFailure(after)) return Result.fail(after.failure)
    if (after.success.reserved < 0 || after.success.onHand < 0)
      throw new Error(`${movement.kind} of ${movement.quantity} takes SKU ${movement.sku} below zero`)
    levels.set(movement.sku, after.success)
  }
  return Result.succeed(levels.values())
}

const putLevels = (store: Store, levels: Iterable<StockLevel>): void => {
  for (const level of levels) putLevel(store, level, existing(store.shelves, level.sku, "SKU").product)
}
