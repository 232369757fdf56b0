import { Result } from "effect"
import { IdempotencyKeyReused, type TooManyUnpaidOrders } from "../../../domain/order/errors.ts"
import type { IdempotencyClaim } from "../../../domain/order/idempotency.ts"
import { type Order, OrderId, OrderLineId } from "../../../domain/order/order.ts"
import { type Placement, withIds } from "../../../domain/order/place-order.ts"
import { OutOfStock } from "../../../domain/stock/errors.ts"
import type { StockItemId } from "../../../domain/stock/stock-item.ts"
import type { Database, Row } from "./database.ts"
import { idOrNone } from "./ids.ts"
import { readPlacedOrders } from "./placed-orders.ts"

/** An order to place, under a key of its account or none. */
export interface PlacementCall {
  readonly placement: Placement
  readonly claim: IdempotencyClaim | null
}

export type PlacementEnd = Result.Result<Order, OutOfStock | TooManyUnpaidOrders | IdempotencyKeyReused>

/**
 * Records placements in one statement, each for itself: the order as stored, what it lacked, or the order of an earlier
 * use of its key. No two of them may share a key.
 */
export const placeOrders = async (
  database: Database,
  calls: ReadonlyArray<PlacementCall>,
): Promise<ReadonlyArray<PlacementEnd>> => {
  const placements = calls.map(({ placement }) => placement)
  const lines = placements.flatMap(({ order }, i) => order.lines.map((line) => ({ ...line, order: i + 1 })))
  const needs = placements.flatMap(({ movements }, i) => movements.map((movement) => ({ ...movement, order: i + 1 })))
  const [row] = await database.rows(
    {
      name: "place orders",
      text: `select * from ${database.schema}.place_orders($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13)`,
    },
    [
      placements.map(({ order }) => idOrNone(order.account)),
      placements.map(({ order }) => order.delivery?.address ?? null),
      placements.map(({ order }) => order.delivery?.phone ?? null),
      placements.map(({ order }) => order.createdAt.toISOString()),
      calls.map(({ claim }) => claim?.key ?? null),
      calls.map(({ claim }) => claim?.fingerprint ?? null),
      lines.map((line) => line.order),
      lines.map((line) => line.stockItem),
      lines.map((line) => line.quantity),
      lines.map((line) => line.price),
      needs.map((need) => need.order),
      needs.map((need) => need.stockItem),
      needs.map((need) => need.quantity),
    ],
  )
  const [orderIds, lineIds, shortItems, shortAvailable, earlierIds] = row as Row & PlacedColumns
  // Seldom any: a key that comes again costs a second look, a key that comes once costs none.
  const earlier = await readPlacedOrders(
    database,
    earlierIds.filter((id): id is number => id !== null && id !== OTHER_WISH),
  )
  let next = 0
  return calls.map(({ placement, claim }, i) => {
    const { order, movements } = placement
    const id = orderIds[i] ?? null
    const first = next
    next += order.lines.length
    const before = earlierIds[i] ?? null
    if (before !== null && claim !== null) {
      const answered = earlier.get(before)
      return answered === undefined
        ? Result.fail(new IdempotencyKeyReused({ key: claim.key }))
        : Result.succeed(answered)
    }
    if (id === null) {
      const stockItem = shortItems[i] as StockItemId
      const requested = movements.find((movement) => movement.stockItem === stockItem)?.quantity ?? 0
      return Result.fail(new OutOfStock({ stockItem, requested, available: shortAvailable[i] ?? 0 }))
    }
    const ids = order.lines.map((_, k) => OrderLineId(lineIds[first + k] as number))
    return Result.succeed(withIds(placement, OrderId(id), ids).order)
  })
}

/** Stands where the earlier order would, when the key was used for another wish. */
const OTHER_WISH = 0

/** Arrays as long as what was sent and in its order; null where an order was refused, or was not. */
type PlacedColumns = readonly [
  orderIds: ReadonlyArray<number | null>,
  lineIds: ReadonlyArray<number | null>,
  shortItems: ReadonlyArray<number | null>,
  shortAvailable: ReadonlyArray<number | null>,
  earlierIds: ReadonlyArray<number | null>,
]
