import type { LowStock, StockMovement } from "../../../../application/ports/stock-search.ts"
import type { ViewedStock } from "../../../../application/stock/view-stock.ts"
import type { StoredMovementKind } from "../../../../domain/stock/movement.ts"
import type { StockLevel } from "../../../../domain/stock/stock-level.ts"
import { named, oneOf, orNull, record, text, whole } from "../../dialect/schema.ts"

/** Formats a stock level. */
export const formatLevel = ({ stockItem, onHand, reserved }: StockLevel) => ({ stockItem, onHand, reserved })

const level = {
  stockItem: whole({ minimum: 1, description: "What is counted: a variant, or a product without variants." }),
  onHand: whole({ minimum: 0 }),
  reserved: whole({ minimum: 0, description: "How much of it open orders hold." }),
}

export const levelSchema = named("StockLevel", record<ReturnType<typeof formatLevel>>(level))

/** Formats the stock of a variant, or of a product without variants. */
export const formatStock = ({ variant, ...stock }: ViewedStock) => ({ ...formatLevel(stock), variant })

export const stockSchema = named(
  "Stock",
  record<ReturnType<typeof formatStock>>({
    ...level,
    variant: orNull(whole({ minimum: 1, description: "Null for a product without variants." })),
  }),
)

/** Formats a stock item of which little is available. */
export const formatLow = ({ product, variant, threshold, ...stock }: LowStock) => ({
  ...formatLevel(stock),
  product: { id: product.id, name: product.name },
  variant: variant === null ? null : { id: variant.id, size: variant.size, color: variant.color },
  threshold,
})

type ShownLow = ReturnType<typeof formatLow>

export const lowSchema = named(
  "LowStock",
  record<ShownLow>({
    ...level,
    product: record<ShownLow["product"]>({ id: whole({ minimum: 1 }), name: text() }),
    variant: orNull(
      record<NonNullable<ShownLow["variant"]>>({ id: whole({ minimum: 1 }), size: text(), color: text() }),
    ),
    threshold: whole({ minimum: 0, description: "The quantity at or below which it counts as low." }),
  }),
)

const kinds: Readonly<Record<StoredMovementKind, true>> = { restock: true, ship: true, surplus: true, shrinkage: true }

/** Formats a movement. */
export const formatMovement = ({ id, kind, quantity, order, by, reason, at }: StockMovement) => ({
  id,
  kind,
  quantity,
  order,
  account: by,
  reason,
  at: at.toISOString(),
})

export const movementSchema = named(
  "StockMovement",
  record<ReturnType<typeof formatMovement>>({
    id: whole({ minimum: 1 }),
    kind: named(
      "StockMovementKind",
      oneOf(Object.keys(kinds) as ReadonlyArray<StoredMovementKind>, {
        description: "`ship` and `shrinkage` take from the stock, `restock` and `surplus` add to it.",
      }),
    ),
    quantity: whole({ minimum: 1 }),
    order: orNull(whole({ minimum: 1, description: "The order that was shipped." })),
    account: orNull(whole({ minimum: 1, description: "Who recorded it, if that is known." })),
    reason: text({ description: "Empty if none was given." }),
    at: text({ format: "date-time" }),
  }),
)
