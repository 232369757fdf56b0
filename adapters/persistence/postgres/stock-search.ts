import { Effect } from "effect"
import type { StockMovement, StockSearch } from "../../../application/ports/stock-search.ts"
import { AccountId } from "../../../domain/account/account.ts"
import { ProductId, VariantId } from "../../../domain/catalog/product.ts"
import { MAX_ID } from "../../../domain/max-id.ts"
import { OrderId } from "../../../domain/order/order.ts"
import type { StoredMovementKind } from "../../../domain/stock/movement.ts"
import { StockItemId } from "../../../domain/stock/stock-item.ts"
import type { Database } from "./database.ts"
import { idOrNone } from "./ids.ts"
import { dateOf, milliseconds } from "./time.ts"

export const makeStockSearch = ({ rows, schema: s }: Database): StockSearch => {
  const history = {
    name: "stock history",
    text: `select id, kind, quantity, "order", account, reason, ${milliseconds("at")} as at
      from ${s}.stock_movement where stock_item = $1 and id < $2 order by id desc limit $3`,
  }
  // Without an index on what is available: placing orders would have to maintain it. A reading of the whole table in the
  // order of its key is fast enough.
  const low = {
    name: "low stock",
    text: `select l.stock_item, l.on_hand, l.reserved, coalesce(l.low_threshold, $1) as threshold,
        p.id as product, p.name, v.id as variant, v.size, v.color
      from ${s}.stock_level l
      join ${s}.product p on p.id = l.product
      left join ${s}.variant v on v.id = l.variant
      where l.on_hand - l.reserved <= coalesce(l.low_threshold, $1) and l.stock_item > $2
        and not p.is_archived and v.is_archived is not true
      order by l.stock_item limit $3`,
  }
  return {
    history: ({ stockItem, before = MAX_ID, limit }) =>
      Effect.promise(async () =>
        (await rows<MovementRow>(history, [idOrNone(stockItem), before, limit])).map(movementOf),
      ),
    low: ({ threshold, after = 0, limit }) =>
      Effect.promise(async () =>
        (await rows<LowRow>(low, [threshold, after, limit])).map(({ variant, size, color, ...row }) => ({
          stockItem: StockItemId(row.stock_item),
          onHand: row.on_hand,
          reserved: row.reserved,
          product: { id: ProductId(row.product), name: row.name },
          variant: variant === null ? null : { id: VariantId(variant), size, color },
          threshold: row.threshold,
        })),
      ),
  }
}

interface MovementRow {
  readonly id: number
  readonly kind: StoredMovementKind
  readonly quantity: number
  readonly order: number | null
  readonly account: number | null
  readonly reason: string
  readonly at: number
}

const movementOf = ({ order, account, at, ...movement }: MovementRow): StockMovement => ({
  ...movement,
  order: order === null ? null : OrderId(order),
  by: account === null ? null : AccountId(account),
  at: dateOf(at),
})

interface LowRow {
  readonly stock_item: number
  readonly on_hand: number
  readonly reserved: number
  readonly threshold: number
  readonly product: number
  readonly name: string
  readonly variant: number | null
  readonly size: string
  readonly color: string
}
