import { Effect, Result } from "effect"
import type { OrderLedger } from "../../../application/ports/order-ledger.ts"
import type { StatusChange } from "../../../domain/order/change-status.ts"
import { type Order, OrderId, OrderLineId } from "../../../domain/order/order.ts"
import type { Placement } from "../../../domain/order/place-order.ts"
import { OutOfStock } from "../../../domain/stock/errors.ts"
import type { SkuId } from "../../../domain/stock/sku.ts"
import { batcher } from "./batcher.ts"
import type { Database, Row } from "./database.ts"
import { retrying } from "./retrying.ts"

/** Orders that may share one transaction: past this the others would wait longer than they gain. */
const MAX_BATCH = 64

export const makeOrderLedger = (database: Database): OrderLedger => {
  const record = batcher<Placement, Result.Result<Order, OutOfStock>>({
    run: (placements) => retrying(() => placeOrders(database, placements)),
    lanes: database.parallelism,
    maxSize: MAX_BATCH,
  })
  return {
    record: (placement) => Effect.promise(() => record(placement)).pipe(Effect.flatMap(Effect.fromResult)),
    amend: (change) =>
      Effect.promise(() => retrying(() => changeStatus(database, change))).pipe(
        Effect.flatMap((changed) => (changed ? Effect.void : Effect.fail({ _tag: "OrderMoved" as const }))),
      ),
  }
}

/** Records placements in one statement, each for itself: the order as stored, or what it lacked. */
const placeOrders = async (
  database: Database,
  placements: ReadonlyArray<Placement>,
): Promise<ReadonlyArray<Result.Result<Order, OutOfStock>>> => {
  const lines = placements.flatMap(({ order }, i) => order.lines.map((line) => ({ ...line, order: i + 1 })))
  const needs = placements.flatMap(({ movements }, i) => movements.map((movement) => ({ ...movement, order: i + 1 })))
  const [row] = await database.rows(
    { name: "place orders", text: `select * from ${database.schema}.place_orders($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11)` },
    [
      placements.map(({ order }) => order.account),
      placements.map(({ order }) => order.delivery?.address ?? null),
      placements.map(({ order }) => order.delivery?.phone ?? null),
      placements.map(({ order }) => order.createdAt.toISOString()),
      lines.map((line) => line.order),
      lines.map((line) => line.sku),
      lines.map((line) => line.quantity),
      lines.map((line) => line.price),
      needs.map((need) => need.order),
      needs.map((need) => need.sku),
      needs.map((need) => need.quantity),
    ],
  )
  const [orderIds, lineIds, shortSkus, shortAvailable] = row as Row & PlacedColumns
  let next = 0
  return placements.map(({ order, movements }, i) => {
    const id = orderIds[i] ?? null
    const first = next
    next += order.lines.length
    if (id === null) {
      const sku = shortSkus[i] as SkuId
      const requested = movements.find((movement) => movement.sku === sku)?.quantity ?? 0
      return Result.fail(new OutOfStock({ sku, requested, available: shortAvailable[i] ?? 0 }))
    }
    return Result.succeed({
      ...order,
      id: OrderId(id),
      lines: order.lines.map((line, k) => ({ id: OrderLineId(lineIds[first + k] as number), ...line })),
    })
  })
}

/** Arrays as long as what was sent and in its order; null where an order was refused, or was not. */
type PlacedColumns = readonly [
  orderIds: ReadonlyArray<number | null>,
  lineIds: ReadonlyArray<number | null>,
  shortSkus: ReadonlyArray<number | null>,
  shortAvailable: ReadonlyArray<number | null>,
]

const changeStatus = async (database: Database, { order, from, movements }: StatusChange): Promise<boolean> => {
  const [row] = await database.rows(
    { name: "change status", text: `select ${database.schema}.change_order_status($1,$2,$3,$4,$5,$6,$7)` },
    [
      order.id,
      from,
      order.status,
      order.updatedAt.toISOString(),
      movements.map((movement) => movement.sku),
      movements.map((movement) => movement.kind),
      movements.map((movement) => movement.quantity),
    ],
  )
  return row?.[0] === true
}
