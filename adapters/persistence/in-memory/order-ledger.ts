import { Effect, Result } from "effect"
import type { OrderLedger, OrderStatusConflict } from "../../../application/ports/order-ledger.ts"
import type { AccountId } from "../../../domain/account/account.ts"
import { UnknownAccount } from "../../../domain/account/errors.ts"
import { orderPlaced, orderStatusChanged } from "../../../domain/event/event.ts"
import { IdempotencyKeyReused } from "../../../domain/order/errors.ts"
import type { IdempotencyClaim } from "../../../domain/order/idempotency.ts"
import { type NewOrder, type Order, OrderId, OrderLineId } from "../../../domain/order/order.ts"
import type { Placement } from "../../../domain/order/place-order.ts"
import type { OutOfStock } from "../../../domain/stock/errors.ts"
import type { Movement } from "../../../domain/stock/movement.ts"
import type { StockItemId } from "../../../domain/stock/stock-item.ts"
import { move, type StockLevel } from "../../../domain/stock/stock-level.ts"
import { snapshot } from "./orders.ts"
import { existing, putEvent, putLevel, type Store } from "./store.ts"

/** Makes decisions true, in memory: all new stock levels are worked out before the first one is written. */
export const inMemoryOrderLedger = (store: Store): OrderLedger => ({
  record: (placement) => Effect.suspend(() => Effect.fromResult(record(store, placement))),

  recordOnce: (placement, claim) =>
    Effect.suspend((): Effect.Effect<Order, OutOfStock | UnknownAccount | IdempotencyKeyReused> => {
      const { account, createdAt } = placement.order
      const earlier = recall(store, account, claim)
      if (Result.isFailure(earlier)) return Effect.fail(earlier.failure)
      if (earlier.success !== null) return Effect.succeed(earlier.success)
      const placed = record(store, placement)
      if (Result.isFailure(placed)) return Effect.fail(placed.failure)
      const { fingerprint } = claim
      store.orderKeys.set(keyOf(account, claim), { fingerprint, answer: snapshot(placed.success), at: createdAt })
      return Effect.succeed(placed.success)
    }),

  recall: (account, claim) => Effect.suspend(() => Effect.fromResult(recall(store, account, claim))),

  amend: (change) =>
    Effect.suspend(() => {
      const {
        order: { id, status, updatedAt },
        from,
        movements,
      } = change
      const order = store.orders.get(id)
      if (order === undefined || order.status !== from)
        return Effect.fail<OrderStatusConflict>({ _tag: "OrderStatusConflict" })
      const levels = moveAll(store, movements)
      if (Result.isFailure(levels)) throw levels.failure
      putLevels(store, levels.success)
      store.orders.set(id, Object.freeze({ ...order, status, updatedAt: new Date(updatedAt) }))
      putEvent(store, orderStatusChanged(change))
      return Effect.void
    }),
})

const record = (store: Store, { order, movements }: Placement): Result.Result<Order, OutOfStock | UnknownAccount> => {
  const { account } = order
  if (!store.accounts.has(account)) return Result.fail(new UnknownAccount({ account }))
  const levels = moveAll(store, movements)
  if (Result.isFailure(levels)) return Result.fail(levels.failure)
  const placed = numberOrder(store, order)
  putLevels(store, levels.success)
  store.orders.set(placed.id, placed)
  putEvent(store, orderPlaced(snapshot(placed)))
  return Result.succeed(snapshot(placed))
}

const recall = (
  store: Store,
  account: AccountId,
  claim: IdempotencyClaim,
): Result.Result<Order | null, IdempotencyKeyReused> => {
  const kept = store.orderKeys.get(keyOf(account, claim))
  if (kept === undefined) return Result.succeed(null)
  return kept.fingerprint === claim.fingerprint
    ? Result.succeed(snapshot(kept.answer))
    : Result.fail(new IdempotencyKeyReused({ key: claim.key }))
}

const keyOf = (account: AccountId, { key }: IdempotencyClaim): string => `${account} ${key}`

const numberOrder = (store: Store, order: NewOrder): Order => {
  const lines = order.lines.map(({ stockItem, product, variant, quantity, price }) =>
    Object.freeze({ id: OrderLineId(++store.lastOrderLine), stockItem, product, variant, quantity, price }),
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

/** The levels after all movements, or the first stock item in ascending order that falls short. */
const moveAll = (store: Store, movements: ReadonlyArray<Movement>): Result.Result<Iterable<StockLevel>, OutOfStock> => {
  const levels = new Map<StockItemId, StockLevel>()
  for (const movement of movements.toSorted((a, b) => a.stockItem - b.stockItem)) {
    const before = levels.get(movement.stockItem) ?? existing(store.shelves, movement.stockItem, "stock item").level
    const after = move(before, movement)
    if (Result.isFailure(after)) return Result.fail(after.failure)
    if (after.success.reserved < 0 || after.success.onHand < 0)
      throw new Error(`${movement.kind} of ${movement.quantity} takes stock item ${movement.stockItem} below zero`)
    levels.set(movement.stockItem, after.success)
  }
  return Result.succeed(levels.values())
}

const putLevels = (store: Store, levels: Iterable<StockLevel>): void => {
  for (const level of levels) putLevel(store, level, existing(store.shelves, level.stockItem, "stock item").product)
}
