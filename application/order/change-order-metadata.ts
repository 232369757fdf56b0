import { Effect } from "effect"
import { type Manager, requireAdmin } from "../../domain/account/actor.ts"
import type { NotPermitted } from "../../domain/account/errors.ts"
import type { InvalidField } from "../../domain/invalid-field.ts"
import { isSameMetadata } from "../../domain/metadata.ts"
import { judgeOptional, type MetadataRules } from "../../domain/metadata-rules.ts"
import type { MetadataOf } from "../../domain/metadata-types.ts"
import { changeMetadata } from "../../domain/order/change-metadata.ts"
import { OrderMetadataChanged, UnknownOrder } from "../../domain/order/errors.ts"
import type { Order, OrderId } from "../../domain/order/order.ts"
import { decideAgain } from "../decide-again.ts"
import type { OrderLedger } from "../ports/order-ledger.ts"
import type { Orders } from "../ports/orders.ts"

export interface ChangeOrderMetadataPorts {
  readonly orders: Orders
  readonly ledger: OrderLedger
  readonly metadata?: MetadataRules | undefined
}

export interface ChangeOrderMetadataCommand {
  readonly order: OrderId
  /** Replaces the metadata as a whole. `null` removes it. */
  readonly metadata: MetadataOf<"order"> | null
  /** The metadata that the new one is based on, `null` for none. Defaults to any: then the last change wins. */
  readonly from?: MetadataOf<"order"> | null | undefined
}

/**
 * Replaces the metadata of an order, not that of its lines. Admins only. Of concurrent changes with the same `from`, one
 * succeeds.
 */
export type ChangeOrderMetadata = (
  actor: Manager,
  command: ChangeOrderMetadataCommand,
) => Effect.Effect<Order, NotPermitted | InvalidField | UnknownOrder | OrderMetadataChanged>

export const makeChangeOrderMetadata = ({
  orders,
  ledger,
  metadata: rules = {},
}: ChangeOrderMetadataPorts): ChangeOrderMetadata => {
  const changeOrderMetadata = Effect.fnUntraced(function* (
    ...[actor, { order: id, metadata: given, from }]: Parameters<ChangeOrderMetadata>
  ) {
    yield* Effect.fromResult(requireAdmin(actor))
    const metadata = yield* Effect.fromResult(judgeOptional(rules.order, "metadata", given))
    const order = yield* orders.find(id)
    if (order === null) return yield* new UnknownOrder({ order: id })
    if (from !== undefined && !isSameMetadata(order.metadata, from))
      return yield* new OrderMetadataChanged({ order: id })
    const change = changeMetadata(order, metadata)
    if (change === null) return order
    return yield* Effect.as(ledger.recordMetadataChange(change), change.order)
  })
  return (actor, command) => decideAgain("OrderMetadataConflict", changeOrderMetadata(actor, command))
}
