import { Effect, Result } from "effect"
import type {
  OrderLedger,
  OrderMetadataConflict,
  OrderStatusConflict,
} from "../../../application/ports/order-ledger.ts"
import type { AccountId } from "../../../domain/account/account.ts"
import { UnknownAccount } from "../../../domain/account/errors.ts"
import { isSameMetadata } from "../../../domain/metadata.ts"
import { IdempotencyKeyReused, TooManyUnpaidOrders } from "../../../domain/order/errors.ts"
import type { IdempotencyClaim } from "../../../domain/order/idempotency.ts"
import { type Order, OrderId, OrderLineId } from "../../../domain/order/order.ts"
import { type Placement, withIds } from "../../../domain/order/place-order.ts"
import type { OutOfStock } from "../../../domain/stock/errors.ts"
import { moveAll, settle } from "../../../domain/stock/settle.ts"
import type { StockLevel } from "../../../domain/stock/stock-level.ts"
import { snapshot } from "./orders.ts"
import { putLevel, putMovement } from "./stock-changes.ts"
import { copyOf, existing, personOf, putEvent, type Store } from "./store.ts"

/** Records decisions in memory. All new stock levels are computed before the first one is written. */
export const inMemoryOrderLedger = (store: Store): OrderLedger => ({
  record: (placement) => Effect.suspend(() => Effect.fromResult(record(store, placement))),

  recordOnce: (placement, claim) =>
    Effect.suspend((): Effect.Effect<Order, RecordError | IdempotencyKeyReused> => {
      const { account, createdAt } = placement.order
      const earlier = recall(store, account, claim)
      if (Result.isFailure(earlier)) return Effect.fail(earlier.failure)
      if (earlier.success !== null) return Effect.succeed(earlier.success)
      const placed = record(store, placement)
      if (Result.isFailure(placed)) return Effect.fail(placed.failure)
      const { fingerprint } = claim
      store.orderKeys.set(keyOf(account, claim), { fingerprint, order: snapshot(placed.success), at: createdAt })
      return Effect.succeed(placed.success)
    }),

  recall: (account, claim) => Effect.suspend(() => Effect.fromResult(recall(store, account, claim))),

  recordStatusChange: ({ order: { id, status, updatedAt }, movements, event, by, reason }) =>
    Effect.suspend(() => {
      const order = store.orders.get(id)
      if (order === undefined || order.status !== event.from)
        return Effect.fail<OrderStatusConflict>({ _tag: "OrderStatusConflict" })
      const levels = moveAll((stockItem) => store.stock.get(stockItem)?.level, movements)
      if (Result.isFailure(levels)) throw levels.failure
      putLevels(store, levels.success)
      if (event.from === "created") addUnpaid(store, order.account, -1)
      if (status === "created") addUnpaid(store, order.account, 1)
      store.orders.set(id, Object.freeze({ ...order, status, updatedAt: new Date(updatedAt) }))
      for (const { stockItem, kind, quantity } of movements)
        if (kind === "ship") putMovement(store, stockItem, { kind, quantity, order: id, by, reason: "", at: updatedAt })
      const step = Object.freeze({ status, at: new Date(updatedAt), by, reason })
      store.orderSteps.set(id, Object.freeze([...(store.orderSteps.get(id) ?? []), step]))
      putEvent(store, copyOf(event))
      return Effect.void
    }),

  recordMetadataChange: ({ order: { id, metadata }, from }) =>
    Effect.suspend(() => {
      const order = store.orders.get(id)
      if (order === undefined || !isSameMetadata(order.metadata, from))
        return Effect.fail<OrderMetadataConflict>({ _tag: "OrderMetadataConflict" })
      store.orders.set(id, Object.freeze({ ...order, metadata }))
      store.lastEvent++
      return Effect.void
    }),
})

type RecordError = OutOfStock | UnknownAccount | TooManyUnpaidOrders

const addUnpaid = (store: Store, account: AccountId, change: 1 | -1): void => {
  store.unpaidOrders.set(account, (store.unpaidOrders.get(account) ?? 0) + change)
}

const record = (store: Store, placement: Placement): Result.Result<Order, RecordError> => {
  const { account } = placement.order
  if (personOf(store, account) === undefined) return Result.fail(new UnknownAccount({ account }))
  const { maxUnpaidOrders: max } = placement
  if (max !== null && (store.unpaidOrders.get(account) ?? 0) >= max)
    return Result.fail(new TooManyUnpaidOrders({ max }))
  const levels = placement.movements.map(({ stockItem }) => existing(store.stock, stockItem, "stock item").level)
  const settled = settle(levels, [placement])
  const [short = null] = settled.outcomes
  if (short !== null) return Result.fail(short)
  const lineIds = placement.order.lines.map(() => OrderLineId(++store.lastOrderLine))
  const { order, event } = withIds(placement, OrderId(store.orders.size + 1), lineIds)
  const stored = frozen(order)
  putLevels(store, settled.levels)
  store.orders.set(stored.id, stored)
  addUnpaid(store, account, 1)
  putEvent(store, { ...copyOf(event), order: snapshot(stored) })
  return Result.succeed(snapshot(stored))
}

const recall = (
  store: Store,
  account: AccountId,
  claim: IdempotencyClaim,
): Result.Result<Order | null, IdempotencyKeyReused> => {
  const kept = store.orderKeys.get(keyOf(account, claim))
  if (kept === undefined) return Result.succeed(null)
  if (kept.fingerprint !== claim.fingerprint) return Result.fail(new IdempotencyKeyReused({ key: claim.key }))
  const { metadata } = existing(store.orders, kept.order.id, "order")
  return Result.succeed(snapshot({ ...kept.order, metadata }))
}

const keyOf = (account: AccountId, { key }: IdempotencyClaim): string => `${account} ${key}`

/** Copies an order, so that no change of the caller's objects reaches the store. */
const frozen = (order: Order): Order =>
  Object.freeze({
    ...order,
    delivery: order.delivery === null ? null : Object.freeze({ ...order.delivery }),
    lines: Object.freeze(order.lines.map((line) => Object.freeze({ ...line }))),
    createdAt: new Date(order.createdAt),
    updatedAt: new Date(order.updatedAt),
  })

const putLevels = (store: Store, levels: Iterable<StockLevel>): void => {
  for (const level of levels) putLevel(store, level, existing(store.stock, level.stockItem, "stock item").product)
}
